### The commands: their descriptions in help, and what they reply.

# Top of the help.
help-lead = I answer questions about knowledge security, word for word from reviewed pages, with their source and date. Just ask in your own words. I also know these commands (in a room, put `!` in front):

# One line of the help for each command.
help-row = - `{ $usage }`: { $about }

# End of the help.
help-close = You can edit a question or delete it: deleting takes back my reply and erases your words. To reach a person: { $contact }

# Description of the command `ask`.
command-ask = ask a question

# Name of the argument of `ask`.
command-ask-usage = your question

# Description of the command `help`.
command-help = what I can do

# Description of the command `language`.
command-language = choose my language: English, Dutch, German or French

# Name of the argument of `language`.
command-language-usage = en|nl|de|fr

# Description of the command `privacy`.
command-privacy = what I keep, for how long, and who can see it

# A word behind `!` that is no command, and none is near it.
command-unknown = I do not know the command “{ $typed }”. Type `help` for the list, or just ask in your own words.

# A word behind `!` that is almost a command; the command follows as a choice.
command-unknown-near = I do not know the command “{ $typed }”. Did you mean `{ $near }`?

# The command `ask` without a question.
ask-what = What would you like to know? Put your question behind `ask`.

# The command `language` without a language; the languages follow as choices.
language-which = Which language shall I speak?

# After a language was chosen; said in the new language.
language-set = From now on I speak English with you here.

# The command `language` with something that is none of the four; the languages follow as choices.
language-unknown = I do not speak “{ $typed }” yet. These I can:

# Reply to the command `privacy`.
privacy =
    __What is kept.__ Your messages to me and my replies, encrypted under a key of this conversation's own. { $days } days after the last message the key is destroyed, and with it the words.

    __Who can see it.__ Nobody reads along in here; words never go into logs. Whoever runs my server holds the key that protects all others. The chat network keeps its own copy, and in a shared room the others read what you write: for anything delicate, use a direct chat.

    __What I learn from it.__ Questions I could not answer, or not well, are kept without a name, so that an answer can be written. Editors see them once three different people have asked alike; so that people can be counted, each is a mark that tells no name.

    __Where you work.__ If you tell me, I keep the country with this conversation, encrypted like the rest. Write “forget where I work” and it is gone.

    __A plan we weigh.__ Your answers are kept with this conversation, encrypted like the rest; what a paused one holds waits 30 days under a key of its own. Write `delete` while we are in it, and they are gone at once. The report is yours to keep.

    __What you can do.__ Delete a message of yours: my reply is taken back and your words are erased. Please name no other people. Questions about this, or a wish to have everything erased at once: { $contact }

# Help, about the command.
command-verify = tell whether an answer of mine still stands
# Help, the argument's name.
command-verify-usage = receipt

# The command verify without a receipt.
verify-what = Which answer shall I check? Write `verify` and the receipt that stands under it, as in `verify travel-devices#take-a-clean-device@4f9e2c71ab`.

# The words stand as they were served. reviewed = the day of the entry's last review.
verify-current = Yes, that still stands, word for word: “{ $title }”, section “{ $section }”, last reviewed { $reviewed }.

# The words have changed; what changed and the section as it is now follow. reviewed = the day of the entry's last review.
verify-changed = This has changed since you got it: “{ $title }”, section “{ $section }”, last reviewed { $reviewed }. What changed, and the section as it is now:

# The same where the words of then are not kept; the section as it is now follows.
verify-changed-unkept = This has changed since you got it: “{ $title }”, section “{ $section }”, last reviewed { $reviewed }. I did not keep the words of then. The section as it is now:

# Under verify-changed: one place. was, is = the words of then and of now.
verify-replaced = - “{ $was }” is now “{ $is }”
# Under verify-changed: new words.
verify-added = - new: “{ $is }”
# Under verify-changed: words that are gone.
verify-removed = - gone: “{ $was }”

# The entry or the section is no longer served.
verify-withdrawn = I no longer serve that page. Please do not rely on it any more, and ask a person what holds now: { $contact }

# There is no such entry, and none is kept.
verify-never = I do not know this receipt: no page of mine has that name. Was it copied whole? A person can help: { $contact }
