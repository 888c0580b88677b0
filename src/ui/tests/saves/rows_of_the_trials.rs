//! Faults that were seen in pages (A1 to A9, C3, F2), each as it was tried.
