//! What advisers can order, in words: `prompts/<lang>/orders.ftl`. The table is [`crate::ticket::ORDERS`].

use super::Prompt;

prompts! {
    COMMAND_DESK = "command-desk" [];
    NOT_HERE = "order-not-here" ["command"];
    HELP_TICKET = "order-help-ticket" [];
    HELP_DESK = "order-help-desk" [];
    HELP_SYMBOLS = "order-help-symbols" [];
    CLAIM = "order-claim" [];
    RELEASE = "order-release" [];
    TRANSFER = "order-transfer" [];
    REPLY = "order-reply" [];
    SNIPPET = "order-snippet" [];
    NOTE = "order-note" [];
    WAITING = "order-waiting" [];
    RESOLVE = "order-resolve" [];
    CLOSE = "order-close" [];
    REOPEN = "order-reopen" [];
    TOPIC = "order-topic" [];
    PRIORITY = "order-priority" [];
    TRANSCRIPT = "order-transcript" [];
    LIST = "order-list" [];
    MINE = "order-mine" [];
    DUTY = "order-duty" [];
    CONFIRM = "order-confirm" [];
    HELP = "order-help" [];
    BUTTON_WAITING = "order-button-waiting" [];
    BUTTON_RESOLVE = "order-button-resolve" [];
    BUTTON_CLOSE = "order-button-close" [];
    BUTTON_RELEASE = "order-button-release" [];
    CONFIRM_WHICH = "order-confirm-which" [];
    CONFIRM_NOTHING = "order-confirm-nothing" ["who"];
    CONFIRMED = "order-confirmed" ["who", "by"];
}
