"""The governed read: document, selection, authorize, compile, execute, disclose, answer."""
