### Handing a case to advisers: what the person sees (ticket-…), and what is said in the advisers' room (desk-…).

# Choice where a person is named first: hands the case to an adviser.
ticket-offer = Hand it to an adviser

# In a room with others, when a person is asked for.
ticket-moved = What an adviser reads is for you and them alone, so I am writing to you directly. If nothing arrives, please allow direct messages from me and ask once more.

# First direct message after ticket-moved. command = what to type.
ticket-here = Here it is just the two of us. Type `{ $command }`, and I ask what to pass on.

# Before anything confidential, where the network itself can read. way = a sentence about another way, or nothing.
ticket-reads-along = Before you write anything confidential: this network is not encrypted from end to end, so those who run it can read along. { $way }

# The slot way of ticket-reads-along. way = where to write instead, as the operator put it.
ticket-reads-along-way = For confidential matters write to me there instead: { $way }

# Choice under ticket-reads-along.
ticket-go-on = Nothing confidential: go on here

# Where the operator allows no tickets from this network.
ticket-not-here = Over this network no cases go to advisers, because those who run it can read along. { $contact }

# Asks what to pass on.
ticket-words = What are you planning, and what would you like to know? Two or three sentences are enough. Please name roles, not people: “the guest”, “our partner there”.

# Choice under ticket-words: takes what was asked before.
ticket-words-asked = Pass on what I asked

# Choice: hands nothing over.
ticket-not-now = Not now

# After ticket-not-now. command = what to type.
ticket-left = All right, nothing has left this chat. Type `{ $command }` whenever you would like to.

# When the words are too long. most = characters at the most.
ticket-too-long = That is more than I can pass on at once. Could you put it in at most { $most } characters? You can write more once the ticket is open.

# Above the lines of what would be sent.
ticket-card = **This is what I would send, word for word, and nothing else:**

# A line of the parcel: what a screening came to. result = in one line.
ticket-line-screening = Screening: { $result }

# A line of the parcel: one answer of a screening.
ticket-line-answer = { $question }: { $answer }

# A line of the parcel: what was asked in this chat.
ticket-line-asked = Asked before: { $question }

# Behind a line that was left out.
ticket-left-out = left out

# Below the lines: who reads it. who = the advisers' name; network = how it gets there; days = how long it is kept.
ticket-who = **Who reads it:** { $who }, { $network }. They see “the person who asked”, not your name or account. What I keep of it is encrypted and erased { $days } days after the last word; what stands in their room stays there for as long as they keep it.

# The slot network of ticket-who, where only those in the room can read.
ticket-encrypted = on { $network }, encrypted from end to end

# The slot network of ticket-who, where the network can read.
ticket-not-encrypted = on { $network }, which can read along

# Below the card, where lines are left out by typing.
ticket-how = To leave out a line, type `leave out` and its letter, `leave out b` for instance; the same again puts it back.

# Choice under the card.
ticket-send = Send exactly this

# Choice under the card: other words.
ticket-rewrite = Write it anew

# Choice under the card, where there are buttons. letter = of the line.
ticket-turn = Leave out { $letter }

# The same for a line that was left out.
ticket-turn-back = Put { $letter } back

# When a letter was typed that no line has.
ticket-no-line = There is no line with that letter.

# When every line was left out and it is to be sent.
ticket-nothing-left = Every line is left out, so there is nothing to send. Put one back, or write it anew.

# When a button under an older card is pressed.
ticket-changed = That was an older version; here it is as it stands now.

# The receipt; how soon the advisers reply may follow.
ticket-opened = **Your ticket is { $number }.** It is on its way to the advisers.

# Behind ticket-opened.
ticket-opened-goes = What you write here from now on goes to them, until the ticket is closed; their replies come here.

# Below the receipt. command = how to close a ticket.
ticket-opened-how = `{ $command }` ends it. You can edit and delete what you wrote; it changes there, too.

# When a person is asked for and a ticket is open.
ticket-has-one = Your ticket { $number } is open: what you write here goes to the advisers. `{ $command }` ends it.

# When a ticket is to be closed and there is none.
ticket-none-open = There is no open ticket here. `{ $command }` begins one.

# To the person: an adviser has the ticket.
ticket-taken = An adviser has taken your ticket { $number } and will write to you here.

# Above words of an adviser, to the person.
ticket-adviser = **Adviser, ticket { $number }:**

# To the person: the adviser waits for them.
ticket-waits = The adviser waits for your reply to ticket { $number }. There is no hurry; it stays open.

# To the person: the adviser holds it for answered.
ticket-resolved = The adviser thinks that ticket { $number } is answered. If something is missing, just write on.

# To the person: it is over.
ticket-closed = **Ticket { $number } is closed.** From here on I answer you again. `reopen` opens it once more.

# Above what was agreed, when an adviser closes.
ticket-agreed = What was agreed:

# Below ticket-closed.
ticket-helped-ask = Did it help?

# Choice.
ticket-helped = It helped

# Choice.
ticket-helped-not = Not yet

# After ticket-helped.
ticket-helped-thanks = Glad to hear it. All the best with your plan.

# After ticket-helped-not.
ticket-helped-sorry = I am sorry. `reopen` brings the ticket back to the advisers; or turn to: { $contact }

# To the person: it goes on.
ticket-reopened = Ticket { $number } is open again: what you write here goes to the advisers.

# When something other than words is to be passed on.
ticket-only-text = I can only pass on words so far, so this has not left our chat. Could you say it in words?

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Your ticket { $number } did not reach the advisers, so it is not open, and I answer you here as before. Please turn to them directly: { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = I could not bring your last words for ticket { $number } to the advisers. Please turn to them directly: { $contact }

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = They write in: { $language }. A plain message here from whoever has the ticket goes to them; everybody else's is a note that stays here.

# Choice on the card.
desk-claim = I take it

# Below the card, where there are no buttons.
desk-how = React with 1️⃣, or type `!claim`, to take it; `!help` shows what else you can do here.

# Above words of the person, in the advisers' room.
desk-person = **The person who asked:**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } has this ticket. The person has been told that an adviser has it, not who.

# When somebody else has it.
desk-has-it = { $who } has this ticket already; nothing was changed.

# When somebody does what only the owner may.
desk-not-yours = Only whoever has the ticket can do that. `!claim` takes it.

# When it was given back.
desk-released = Given back: `!claim` takes it.

# When a step is not allowed. state = as it stands.
desk-not-now = That is not possible while the ticket is { $state }; nothing was changed.

# A state.
desk-state-new = new

# A state.
desk-state-open = open

# A state.
desk-state-waiting = waiting for the person

# A state.
desk-state-resolved = answered

# A state.
desk-state-closed = closed

# After a step. state = as it stands now.
desk-now = The ticket is now { $state }.

# After the priority was set. priority = low, normal or high.
desk-priority = Priority: { $priority }.

# When no priority was named.
desk-priority-which = Write `!priority low`, `!priority normal` or `!priority high`.

# After the topic was noted; it follows as a quote.
desk-topic = Topic:

# When no topic was named.
desk-topic-which = Write the topic behind it: `!topic export control`.

# When there are no words to send.
desk-reply-what = Write your words behind it: `!reply …`. Nothing was sent.

# When something other than words is to be passed on.
desk-only-text = I can only pass on words so far; this stays here.

# Below an adviser's words that reached the person. time = hours and minutes, UTC.
desk-arrived = Delivered { $time } UTC.

# Below words that did not reach the person.
desk-lost-unreachable = Not delivered: their direct messages are closed.

# The same.
desk-lost-refused = Not delivered: the chat with them is gone, or I was shown out.

# The same.
desk-lost-gave-up = Not delivered: their network could not be reached for too long.

# Below words that were held back.
desk-withheld = Held back: whoever wrote it could not be confirmed as an adviser when it was to be sent.

# When the network does not confirm somebody as an adviser.
desk-not-adviser = Your network does not confirm that you are an adviser here, so nothing was done.

# When the network did not answer.
desk-not-checked = I could not check with your network whether you are an adviser, so nothing was done. Please try again in a moment.

# When the person ended it.
desk-closed-by-person = The person who asked has closed the ticket.

# When it goes on.
desk-reopened = The ticket is open again.

# When a command is not known; the help follows.
desk-unknown = I do not know that command; nothing was sent.

# What advisers can do. Commands are the same in every language.
desk-help =
    `!claim` takes the ticket, `!release` gives it back.
    `!reply` and your words go to the person, `!note` and your words stay here.
    `!waiting` waits for the person, `!resolve` holds it for answered, `!close` and what was agreed ends it, `!reopen` goes on.
    `!topic` and `!priority` sort it; `!help` shows this.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = hand a case to an adviser, after you have seen what is sent

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [close|reopen]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = step

# What belongs in that blank.
command-ticket-option-about = close ends the ticket, reopen goes on with it; nothing begins one
