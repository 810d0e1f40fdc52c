// SPDX-License-Identifier: Apache-2.0

//! Command lines as texts.

/// Splits a text as a POSIX shell splits words, without expansion; nothing if a quote is not closed.
pub fn split_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (None | Some('"'), '\\') => {
                let escaped = characters.next()?;
                let word = word.get_or_insert_default();
                if quote.is_some() && !"$`\"\\\n".contains(escaped) {
                    word.push('\\');
                }
                word.push(escaped);
            }
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t' | '\n') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}
