"""`Minutes` to bytes and to what people read: one file a format, each imported when it is asked for."""
