// SPDX-License-Identifier: Apache-2.0

//! A package whose metadata are those that the owner of its key has signed.

use crate::failure::{Code, Explain, Failure, Result};
use crate::metadata::Metadata;
use ed25519_dalek::{Signature, VerifyingKey};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

const INDEX_BYTES: usize = 8192;
const MARK_BYTES: usize = 4;
const TRAILER_BYTES: usize = MARK_BYTES + INDEX_BYTES + MARK_BYTES;
const DESCRIPTOR_BYTES: u64 = 64;
const MAX_SLOTS: u64 = 1024;
const MAX_METADATA: u64 = 1 << 20;
const FORMAT_VERSION: u32 = 0x2025_0001;
const LAYOUT_OFFSET: usize = 864;
const START_MARK: [u8; 4] = [0xf0, 0x9f, 0x93, 0xa6];
const END_MARK: [u8; 4] = [0xf0, 0x9f, 0xaa, 0x84];

/// What was done to the content of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operations {
    pub is_tar: bool,
    pub compression: Compression,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

/// A part of the content, as the table of slots has it.
#[derive(Debug)]
pub struct TableEntry {
    offset: u64,
    size: u64,
    pub operations: Operations,
    checksum: [u8; 8],
    pub permissions: u32,
}

#[derive(Debug)]
pub struct Package {
    file: RefCell<File>,
    launcher_size: u64,
    pub key: [u8; 32],
    /// SHA-256 of the compressed metadata, in hexadecimal.
    pub digest: String,
    pub json: Vec<u8>,
    pub metadata: Metadata,
    pub slots: Vec<TableEntry>,
}

impl Package {
    /// Reads the file and checks all that has to hold before anything in it is used.
    pub fn open(mut file: File) -> Result<Self> {
        let size = file
            .metadata()
            .explain(Code::Io, "cannot read the package")?
            .len();
        if size < TRAILER_BYTES as u64 {
            return Err(Failure::new(
                Code::Format,
                format!("this is no package (it has only {size} bytes)"),
            ));
        }
        let trailer = read_at(&mut file, size - TRAILER_BYTES as u64, TRAILER_BYTES as u64)?;
        if !trailer.starts_with(&START_MARK) || !trailer.ends_with(&END_MARK) {
            return Err(Failure::new(
                Code::Format,
                "this is no package (it does not end as one)",
            ));
        }
        Self::read(file, size, &trailer[MARK_BYTES..MARK_BYTES + INDEX_BYTES])
    }

    fn read(mut file: File, size: u64, index: &[u8]) -> Result<Self> {
        if number32(index, 0) != FORMAT_VERSION {
            return Err(damaged(&format!(
                "its format is 0x{:x}",
                number32(index, 0)
            )));
        }
        if number32(index, 4) != adler32(&without_checksum(index)) {
            return Err(damaged("the checksum of its index is wrong"));
        }
        let layout = Layout::read(index, size)?;
        let compressed = read_at(&mut file, layout.metadata.0, layout.metadata.1)?;
        let table = read_at(&mut file, layout.table.0, layout.table.1)?;
        let key: [u8; 32] = index[64..96].try_into().expect("32 bytes");
        let json = signed_metadata(index, &compressed, &key)?;
        let metadata: Metadata = serde_json::from_slice(&json)
            .map_err(|error| damaged(&format!("its metadata are wrong: {error}")))?;
        if metadata.format != "PSPF/2025" {
            return Err(damaged("its metadata are of another format"));
        }
        if metadata.layout.as_deref() == Some("signed")
            && !is_signed(
                &key,
                &layout_statement(index, &table),
                &index[LAYOUT_OFFSET..LAYOUT_OFFSET + 64],
            )
        {
            return Err(altered("its layout is not the one that was signed"));
        }
        if metadata
            .launcher
            .size
            .is_some_and(|signed| signed != layout.launcher_size)
        {
            return Err(altered("its launcher has another size"));
        }
        let content = (layout.table.0 + layout.table.1, size - TRAILER_BYTES as u64);
        let slots = read_table(&table, &metadata, content)?;
        Ok(Self {
            file: RefCell::new(file),
            launcher_size: layout.launcher_size,
            key,
            digest: hex(&Sha256::digest(&compressed)),
            json,
            metadata,
            slots,
        })
    }

    /// Compares the launcher and every slot with their signed checksums.
    pub fn check_content(&self) -> Result<()> {
        if let Some(signed) = &self.metadata.launcher.checksum {
            let sum = hash(&mut self.section(0, self.launcher_size))?;
            if hex(&sum) != without_algorithm(signed) {
                return Err(altered("its launcher is not the one that was signed"));
            }
        }
        (0..self.slots.len())
            .filter(|at| !self.metadata.slots[*at].self_ref)
            .try_for_each(|at| self.check_slot(at))
    }

    pub fn check_slot(&self, at: usize) -> Result<()> {
        let sum = hash(&mut self.content(at))?;
        let is_signed = hex(&sum) == without_algorithm(&self.metadata.slots[at].checksum);
        if is_signed && sum[..8] == self.slots[at].checksum {
            return Ok(());
        }
        Err(altered(&format!("slot {at} is not what was signed")))
    }

    /// What is stored in a slot.
    pub fn content(&self, at: usize) -> Section<'_> {
        self.section(self.slots[at].offset, self.slots[at].size)
    }

    fn section(&self, offset: u64, size: u64) -> Section<'_> {
        Section {
            file: &self.file,
            at: offset,
            end: offset + size,
        }
    }
}

/// A part of the package's file. All of them read through the one descriptor.
pub struct Section<'a> {
    file: &'a RefCell<File>,
    at: u64,
    end: u64,
}

impl Read for Section<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer
            .len()
            .min(usize::try_from(self.end - self.at).unwrap_or(usize::MAX));
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..length])?;
        self.at += read as u64;
        Ok(read)
    }
}

/// Where the parts are: offset and size of each.
struct Layout {
    launcher_size: u64,
    metadata: (u64, u64),
    table: (u64, u64),
}

impl Layout {
    fn read(index: &[u8], size: u64) -> Result<Self> {
        let number = |offset: usize| number64(index, offset);
        let end = size - TRAILER_BYTES as u64;
        let launcher_size = number(16);
        let metadata = (number(24), number(32));
        let table = (number(40), number(48));
        let count = u64::from(number32(index, 56));
        let ends_within =
            |part: (u64, u64)| part.0.checked_add(part.1).is_some_and(|stop| stop <= end);
        if number(8) != size {
            return Err(damaged(&format!(
                "it should have {} bytes and has {size}",
                number(8)
            )));
        }
        if metadata.0 < launcher_size || metadata.1 > MAX_METADATA || !ends_within(metadata) {
            return Err(damaged("its metadata lie outside"));
        }
        if count > MAX_SLOTS || table.1 != count * DESCRIPTOR_BYTES || !ends_within(table) {
            return Err(damaged("its table of slots lies outside"));
        }
        if count > 0 && table.0 < metadata.0 + metadata.1 {
            return Err(damaged("its parts overlap"));
        }
        Ok(Self {
            launcher_size,
            metadata,
            table,
        })
    }
}

fn signed_metadata(index: &[u8], compressed: &[u8], key: &[u8; 32]) -> Result<Vec<u8>> {
    if Sha256::digest(compressed)[..] != index[96..128] {
        return Err(altered("its metadata have another checksum"));
    }
    let mut json = Vec::new();
    let unpacked = GzDecoder::new(compressed)
        .take(MAX_METADATA + 1)
        .read_to_end(&mut json);
    if unpacked.is_err() || json.len() as u64 > MAX_METADATA {
        return Err(damaged("its metadata cannot be unpacked"));
    }
    if !is_signed(key, &json, &index[128..192]) {
        return Err(altered("the signature is not one of its metadata"));
    }
    Ok(json)
}

/// The table, if it says what was signed.
fn read_table(
    table: &[u8],
    metadata: &Metadata,
    (start, end): (u64, u64),
) -> Result<Vec<TableEntry>> {
    if metadata.slots.len() as u64 * DESCRIPTOR_BYTES != table.len() as u64 {
        return Err(altered("it has other slots than were signed"));
    }
    let mut free = start;
    let mut entries = Vec::new();
    for (at, (bytes, signed)) in table
        .chunks(DESCRIPTOR_BYTES as usize)
        .zip(&metadata.slots)
        .enumerate()
    {
        let entry = TableEntry {
            offset: number64(bytes, 16),
            size: number64(bytes, 24),
            operations: if signed.self_ref {
                Operations::RAW
            } else {
                Operations::named(&signed.operations, at)?
            },
            checksum: bytes[48..56].try_into().expect("eight bytes"),
            permissions: u32::from(u16::from_le_bytes([bytes[62], bytes[63]])),
        };
        if !signed.self_ref {
            if number64(bytes, 0) != at as u64 || signed.slot != at || entry.size != signed.size {
                return Err(altered(&format!(
                    "slot {at} is not the one that was signed"
                )));
            }
            if number64(bytes, 40) != entry.operations.chain() {
                return Err(altered(&format!(
                    "slot {at} is packed in another way than was signed"
                )));
            }
            let stop = entry
                .offset
                .checked_add(entry.size)
                .filter(|stop| *stop <= end);
            match stop {
                Some(stop) if entry.offset >= free => free = stop,
                _ => return Err(damaged(&format!("slot {at} lies outside"))),
            }
        }
        entries.push(entry);
    }
    Ok(entries)
}

impl Operations {
    const RAW: Self = Self {
        is_tar: false,
        compression: Compression::None,
    };

    fn named(name: &str, at: usize) -> Result<Self> {
        let (is_tar, compression) = match name.to_lowercase().as_str() {
            "" | "raw" | "none" => (false, Compression::None),
            "gzip" => (false, Compression::Gzip),
            "zstd" => (false, Compression::Zstd),
            "tar" => (true, Compression::None),
            "tgz" | "tar.gz" | "tar|gzip" => (true, Compression::Gzip),
            "tzst" | "tar.zst" => (true, Compression::Zstd),
            _ => {
                return Err(altered(&format!(
                    "slot {at} is packed in another way than was signed"
                )));
            }
        };
        Ok(Self {
            is_tar,
            compression,
        })
    }

    /// One byte each, the first operation lowest.
    fn chain(self) -> u64 {
        let compression = match self.compression {
            Compression::None => 0,
            Compression::Gzip => 0x10,
            Compression::Zstd => 0x1b,
        };
        if self.is_tar {
            compression << 8 | 0x01
        } else {
            compression
        }
    }
}

fn read_at(file: &mut File, offset: u64, size: u64) -> Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(size).expect("sizes are checked before")];
    file.seek(SeekFrom::Start(offset))
        .and_then(|_| file.read_exact(&mut bytes))
        .explain(Code::Io, "cannot read the package")?;
    Ok(bytes)
}

fn is_signed(key: &[u8; 32], content: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = Signature::from_slice(signature) else {
        return false;
    };
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(content, &signature).is_ok())
}

fn layout_statement(index: &[u8], table: &[u8]) -> Vec<u8> {
    let mut block = without_checksum(index);
    block[LAYOUT_OFFSET..LAYOUT_OFFSET + 64].fill(0);
    [b"pspf layout v1\n".as_slice(), &block, table].concat()
}

fn without_checksum(index: &[u8]) -> Vec<u8> {
    let mut block = index.to_vec();
    block[4..8].fill(0);
    block
}

/// Source: RFC 1950.
fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    b << 16 | a
}

pub fn hash(content: &mut impl Read) -> Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 17];
    loop {
        match content
            .read(&mut buffer)
            .explain(Code::Io, "cannot read the package")?
        {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(&buffer[..read]),
        }
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digits of a checksum. Some builders write the algorithm twice.
fn without_algorithm(checksum: &str) -> &str {
    checksum.rsplit(':').next().unwrap_or(checksum)
}

fn number32(bytes: &[u8], offset: usize) -> u32 {
    u32::from_le_bytes(bytes[offset..offset + 4].try_into().expect("four bytes"))
}

fn number64(bytes: &[u8], offset: usize) -> u64 {
    u64::from_le_bytes(bytes[offset..offset + 8].try_into().expect("eight bytes"))
}

fn damaged(reason: &str) -> Failure {
    Failure::new(Code::Format, format!("the package is damaged ({reason})"))
}

fn altered(reason: &str) -> Failure {
    Failure::new(Code::Trust, format!("the package was altered ({reason})"))
}
