### What the bot says about itself and to be polite. The voice is told in prompts/README.md.

# First lines of the first reply in a conversation. days = how long words are kept; help = what to type for help.
introduction =
    I am a machine: what you get from me is advice, not a decision. Please name no other people. I keep our words for { $days } days, encrypted, then erase them.
    Type `{ $help }` to see what I can do and how to reach a person.

# Third line of the first reply while the operator has not named who approved the entries.
introduction-not-adopted = My pages are compiled from public sources; no authority has approved them yet.

# Third line of the first reply once the operator has named who approved the entries.
introduction-adopted = My pages have been approved by { $by }.

# When the bot is invited into a direct chat.
welcome-direct = Hello! Ask me about working with partners abroad: export control, guests, travel, funding, agreements. Just type your question.

# When the bot is invited into a room with several people.
welcome-shared = Hello! Mention me with a question about working with partners abroad, or type `!ask` and your question. Everyone here can read along; for anything delicate, write to me in a direct chat.

# Reply to a greeting alone.
greeting = Hello! What would you like to know? A question in your own words is fine.

# Reply to thanks.
thanks = You are welcome. I am here when you need me.

# Reply to a goodbye.
farewell = Goodbye, and good luck with your work.

# Inside other sentences: the institution's own contact point. reach = how to reach it, a whole sentence.
contact-line = { $name }. { $reach }

# Follows contact-line when the desk has a jurisdiction: the national contact point.
contact-national = After that: { $name }. { $reach }

# Last line of the introduction while the contact points are the example that ships.
contact-example = The contact point I name is still an example: the operator of this desk has yet to fill in the real one.

# When the bot could not decrypt a message within a minute.
unreadable = I could not read your last message: its encryption key did not reach me. Please send it once more. If that fails again, a person can help: { $contact }

# In front of the next reply, when an earlier one could not be delivered.
undelivered = An earlier reply of mine did not reach you. If you still need it, please ask again.

# Once per window, when someone has asked more than the desk can take.
slow-down = That was a lot at once, so I am pausing for a moment. Please ask again in a little while. If it cannot wait: { $contact }

# When a message could not be handled three times in a row.
sorry-broken = Something went wrong on my side with this message, and I could not answer it. The people who run me have been told. Please ask a person: { $contact }

# A picture, a file or a message without words.
only-text = I can read text only. Could you put your question in words? Or ask a person: { $contact }

# A message longer than the limit. most = the limit in characters.
too-long = That is more than I can take in at once. Could you ask in a few sentences, at most { $most } characters? Or ask a person: { $contact }

# After someone edits a message that was already answered; two choices follow.
reword-offer = You have changed your message. Shall I answer the new wording?

# Choice after reword-offer.
reword-yes = Yes, answer the new wording

# Choice after reword-offer.
reword-no = No, leave it

# After reword-no, or when the offer has passed.
reword-left = All right, I leave it at that.
