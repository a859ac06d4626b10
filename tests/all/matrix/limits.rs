//! What happens while the bot, or the server, is away.
