// SPDX-License-Identifier: Apache-2.0

/**
 * The encodings that Terraform knows: the name that IANA lists first, and in lower case the others.
 *
 * Source: golang.org/x/text 0.22, `encoding/ianaindex`.
 */
export const charsetNames: string = `
Big5 csbig5
EUC-KR cseuckr
Extended_UNIX_Code_Packed_Format_for_Japanese cseucpkdfmtjapanese euc-jp
GB18030 csgb18030
GBK cp936 csgbk ms936 windows-936
HZ-GB-2312
IBM00858 ccsid00858 cp00858 csibm00858 pc-multilingual-850+euro
IBM01140 ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro
IBM037 cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt
IBM1047 csibm1047 ibm-1047
IBM437 437 cp437 cspc8codepage437
IBM850 850 cp850 cspc850multilingual
IBM852 852 cp852 cspcp852
IBM855 855 cp855 csibm855
IBM860 860 cp860 csibm860
IBM862 862 cp862 cspc862latinhebrew
IBM863 863 cp863 csibm863
IBM865 865 cp865 csibm865
IBM866 866 cp866 csibm866
ISO-2022-JP csiso2022jp
ISO-8859-10 csisolatin6 iso-ir-157 iso_8859-10:1992 l6 latin6
ISO-8859-13 csiso885913
ISO-8859-14 csiso885914 iso-celtic iso-ir-199 iso_8859-14 iso_8859-14:1998 l8 latin8
ISO-8859-15 csiso885915 iso_8859-15 latin-9
ISO-8859-16 csiso885916 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 latin10
ISO_8859-1:1987 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1 l1 latin1
ISO_8859-2:1987 csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2 l2 latin2
ISO_8859-3:1988 csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3 l3 latin3
ISO_8859-4:1988 csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4 l4 latin4
ISO_8859-5:1988 csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5
ISO_8859-6-E csiso88596e iso-8859-6-e
ISO_8859-6-I csiso88596i iso-8859-6-i
ISO_8859-6:1987 arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 iso-ir-127 iso_8859-6
ISO_8859-7:1987 csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso_8859-7
ISO_8859-8-E csiso88598e iso-8859-8-e
ISO_8859-8-I csiso88598i iso-8859-8-i
ISO_8859-8:1988 csisolatinhebrew hebrew iso-8859-8 iso-ir-138 iso_8859-8
ISO_8859-9:1989 csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9 l5 latin5
KOI8-R cskoi8r
KOI8-U cskoi8u
Shift_JIS csshiftjis ms_kanji
US-ASCII ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us
UTF-16 csutf16
UTF-16BE csutf16be
UTF-16LE csutf16le
UTF-8 csutf8
macintosh csmacintosh mac
windows-1250 cswindows1250
windows-1251 cswindows1251
windows-1252 cswindows1252
windows-1253 cswindows1253
windows-1254 cswindows1254
windows-1255 cswindows1255
windows-1256 cswindows1256
windows-1257 cswindows1257
windows-1258 cswindows1258
windows-874 cswindows874
`;
