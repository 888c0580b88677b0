//! The rules for a server in any language. A request is put into the module's memory, and the answer is read from it:
//!
//! ```text
//! at = reserve(length)     the request, UTF-8, goes into memory from `at`
//! at = call()              the answer, UTF-8, is in memory from `at`,
//! length = answered()      this long, until the next `reserve`
//! ```
//!
//! One call at a time. After a trap the instance is not used again.

use std::cell::RefCell;

thread_local! {
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes room for a request of so many bytes, and says where.
#[expect(unsafe_code, reason = "the name of an export")]
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    ANSWER.take();
    REQUEST.with_borrow_mut(|request| {
        *request = vec![0; length];
        request.as_mut_ptr()
    })
}

/// Answers the request, and says where the answer is.
#[expect(unsafe_code, reason = "the name of an export")]
#[unsafe(no_mangle)]
pub extern "C" fn call() -> *const u8 {
    let request = REQUEST.take();
    // What is not UTF-8 is not JSON, and an empty text is named as that too.
    let answer = coplan_rules::call(std::str::from_utf8(&request).unwrap_or_default());
    ANSWER.set(answer);
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// How many bytes the answer has.
#[expect(unsafe_code, reason = "the name of an export")]
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> usize {
    ANSWER.with_borrow(String::len)
}
