### What is said because of how a chat network works: command names, notes at buttons, words to the operator.

# Names of the commands where the network offers them itself: one word in small letters, no two alike. English names work everywhere.
command-ask-name = ask
# Name of a command.
command-help-name = help
# Name of a command.
command-language-name = language
# Name of a command.
command-privacy-name = privacy
# Name of a command.
command-verify-name = verify

# Name of the blank of `ask`: one word in small letters.
command-ask-option = question
# What belongs in the blank.
command-ask-option-about = Your question, in your own words
# Name of the blank of `language`.
command-language-option = language
# What belongs in the blank.
command-language-option-about = English, Dutch, German or French
# Name of the blank of `verify`.
command-verify-option = receipt
# What belongs in the blank.
command-verify-option-about = The receipt under an answer of mine

# In the menu of a message: its words become the question. At most 32 letters.
command-ask-about-this = Ask the desk about this

# Top of the help, where the network offers the commands itself.
help-lead-slash = I answer questions about knowledge security, word for word from reviewed pages, with their source and date. In a direct chat just ask in your own words. I also know these commands; type `/` to see them:

# Where the bot is addressed but may not read what was said.
use-command = I cannot read messages here. Please ask with `/ask` and your question: then only you see my reply.

# In a list of more choices than fit as buttons.
choose-one = Choose one

# Button under a passage that only the asker sees.
share = Share with everyone

# Above a passage that somebody shared with the room.
answer-shared = Somebody here asked me about this and shares my answer:

# In the room, or in the place of the reply, to a person who takes no direct messages: what they were told directly, or too late for that place, could not reach them.
unreachable = I have a reply for you that is not for everyone to read, and I may not write to you directly. Please allow direct messages from me, then ask once more.

# In place of a reply to a command that was cut short by a crash.
cut-short = I was interrupted before I could take this in. Please ask once more.

# To the operator. from, to = moments in UTC.
notice-outage = I could not hear the chat network from { $from } to { $to } (UTC). I am fetching messages to me from that time now, and answer them. Two kinds cannot be fetched by anybody: commands, and the first message of a person who had never written to me. If somebody tells you that I did not reply, please ask them to write again.

# To the operator. count = how many commands.
notice-cut-short = I was interrupted while people used commands, and { $count } of these had not been taken in yet. Where the network still allowed it I asked the people to try again.

# To the operator. count = how many events.
notice-not-understood = I could not understand { $count } events of the chat network. Nobody may be affected; if this goes on, please see whether there is a newer version of me.

# Before the rest of privacy, where the network is not encrypted from end to end.
privacy-network-reads = __The network reads along.__ Here nothing is encrypted from end to end: the company that runs this chat network can read what we write. For anything that it must not read, ask a person directly. A command leaves no message for you to delete: its words go with the rest, or at once if you ask the contact below.

# End of the help, where the network offers the commands itself.
help-close-slash = In a direct chat you can edit a question or delete it: deleting takes back my reply and erases your words. A command leaves nothing to delete; its words are erased with the rest. To reach a person: { $contact }
