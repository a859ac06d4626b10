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

# The same, where the operator has advisers shown by role or name. who = that.
ticket-taken-by = **{ $who }** has taken your ticket { $number } and will write to you here.

# Above words of an adviser, to the person. who = as the operator has advisers shown.
ticket-adviser = **{ $who }, ticket { $number }:**

# The slot who of ticket-adviser, where no more is told.
ticket-adviser-word = Adviser

# The same, where names are told.
ticket-adviser-named = { $name } (adviser)

# To the person: the adviser waits for them.
ticket-waits = The adviser waits for your reply to ticket { $number }. There is no hurry; it stays open.

# To the person: the adviser holds it for answered.
ticket-resolved = The adviser thinks that ticket { $number } is answered. If something is missing, just write on.

# To the person: it is over.
ticket-closed = **Ticket { $number } is closed.** From here on I answer you again. `reopen` opens it once more.

# Above what was agreed, when an adviser closes. who = as in ticket-adviser.
ticket-agreed = **{ $who }, ticket { $number }, what was agreed:**

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
ticket-only-text = I can only pass on words and files, and there were none, so this has not left our chat. Could you say it in words?

# When files are not passed on at all.
ticket-no-files = I pass on no files here, so this has not left our chat. Could you say it in words?

# When files are too large or too many. most = how many of which size.
ticket-too-large = That is more than I can pass on at once ({ $most } at the most), so it has not left our chat. Could you send less, or say it in words?

# To the person: a file was not passed on.
ticket-unfit = One of your files did not go to the advisers: I pass on pictures, PDF, office documents without macros and plain text, and it was none of these, or is gone. The rest went on.

# To the person: new words of theirs could not be put in place of the old.
ticket-not-changed = Ticket { $number }: your change did not reach the advisers, who still see your words as they were. If it matters, write to them about it.

# To the person: the advisers' room did not take the ticket.
ticket-not-opened = Your ticket { $number } did not reach the advisers, so it is not open, and I answer you here as before. Please turn to them directly: { $contact }

# To the person: their words did not reach the advisers.
ticket-lost = I could not bring your last words for ticket { $number } to the advisers. Please turn to them directly: { $contact }

# Below the receipt of a ticket that was opened or taken up: how to go on with it elsewhere. phrase = a code.
ticket-phrase = To go on with it from another account or another chat, keep this phrase; I show it only now: `{ $phrase }`. Whoever has it can take the ticket over, so keep it to yourself.

# Above the person's own tickets.
ticket-list = Your tickets:

# One of them. state = a few words; day = when it was opened.
ticket-list-line = **{ $number }**: { $state }, opened on { $day }

# Behind one that was opened in another chat.
ticket-list-elsewhere = (in another chat; its phrase brings it here)

# A state, as the person sees it.
ticket-state-new = no adviser has taken it yet

# The same.
ticket-state-open = an adviser has it

# The same.
ticket-state-waiting = the adviser waits for your reply

# The same.
ticket-state-resolved = answered, the adviser thinks

# The same.
ticket-state-closed = closed

# When a phrase was brought and is right.
ticket-resumed = **Ticket { $number } goes on here.** The advisers learn that you come from another chat, not which.

# Behind it, while the ticket is open.
ticket-resumed-goes = What you write here goes to them; their replies come here.

# Behind it, where the ticket is closed.
ticket-resumed-over = It is closed; `reopen` opens it once more.

# When a phrase was written where others read.
ticket-resume-here = A ticket's phrase is for you and me alone: please write it to me here. If others could read it just now, go on with your ticket soon; you then get another phrase, and the old one opens nothing.

# When no ticket has this phrase.
ticket-resume-no = No ticket has this phrase. Please check it letter by letter; a phrase that was used once has been replaced. Or turn to: { $contact }

# When too many phrases were tried.
ticket-resume-too-many = That was too many phrases within an hour, so I did not look at this one. Please try again later, or turn to: { $contact }

# When the ticket is in this chat already.
ticket-resume-is-here = Ticket { $number } is in this chat already; its phrase still holds.

# Where the ticket was until now.
ticket-moved-away = Your ticket { $number } goes on in another chat from now on: somebody brought its phrase there. If that was not you, please say so at once: { $contact }

# When a ticket that went elsewhere is to be opened again here.
ticket-has-moved = Ticket { $number } goes on in another chat; its phrase brings it back here.

# To the person: another adviser has it.
ticket-passed = Another adviser has your ticket { $number } now, and sees all that was said.

# Below ticket-closed, when it was closed because nothing was said.
ticket-rested = Nothing was said for nearly { $days } days, and I keep no words for longer.

# First line of a ticket in the advisers' room, and the title of its thread.
desk-title = Ticket { $number }

# On the card. language = its own name.
desk-language = They write in: { $language }. A plain message here from whoever has the ticket goes to them; everybody else's is a note that stays here.

# The same, where words without a command stay among advisers.
desk-language-notes = They write in: { $language }. What is written here stays here; `!reply` and your words go to them, once you have the ticket.

# Choice on the card.
desk-claim = I take it

# Below the card, where there are no buttons.
desk-how = React with 1️⃣, or type `!claim`, to take it; `!help` shows what else you can do here.

# Above words of the person, in the advisers' room.
desk-person = **The person who asked:**

# When an adviser has taken a ticket. who = the network's name for them.
desk-taken = { $who } has this ticket.

# Behind it.
desk-told-not-who = The person has been told that an adviser has it, not who.

# The same, where the operator has advisers shown by role or name. who = that.
desk-told-as = The person has been told who has it: { $who }.

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
desk-only-text = I can only pass on words and files; this stays here.

# When files are not passed on at all.
desk-no-files = No files are passed on here; nothing was sent.

# When files are too large or too many. most = how many of which size.
desk-too-large = That is more than I can pass on at once ({ $most } at the most); nothing was sent.

# Below a file that was not passed on.
desk-unfit = Not delivered: a file that is no picture, PDF, office document without macros or plain text, or that is gone.

# The same, of new words that were to stand in place of the old.
desk-not-changed = Not changed: they still see these words as they were, or write from another chat since. If it matters, write it once more.

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

# When the adviser's device is not confirmed by their account.
desk-device = This session of yours is not verified, so nothing was done. Verify it in your client's settings, then send it again.

# When the cryptographic identity of the adviser's account is another one than before.
desk-renewed = Your account has a new identity since you last worked here, so nothing was done. If you set up your encryption anew, ask a colleague to write `!confirm` and your name here. If you did not, tell them: somebody else may have your account.

# When no colleague was named.
desk-transfer-which = Write who takes it behind it: `!transfer` and a name or an id.

# When nobody is called so.
desk-nobody = I find no adviser called { $name } in this room; nothing was changed.

# When several are called so. who = their ids.
desk-several = Several advisers are called so: { $who }. Please write the id.

# Above a snippet that was sent.
desk-snippet = Sent to the person, in their language:

# When a snippet is not known, or none was named.
desk-snippets = Write `!snippet` and a name: { $names }. It goes to the person in their language.

# When there are none.
desk-snippets-none = There are no snippets yet. Editors add them in `knowledge-base/snippets`.

# Above the list of open tickets.
desk-list = Open tickets: { $count }

# Above the list of one's own.
desk-mine = Your tickets: { $count }

# When there are none.
desk-list-none = There are none.

# Last line of a long list.
desk-list-more = and { $more } more

# In a list. priority = low, normal or high.
desk-priority-short = priority { $priority }

# Who is called when something new comes.
desk-duty = On duty, and called when something new comes: { $who }.

# The same, where it is nobody.
desk-duty-nobody = Nobody is on duty, so nobody is called when something new comes. `!duty on` changes that.

# When a command needs a ticket.
desk-in-thread = That works in a ticket's thread. `!list` shows which there are.

# Above the file with all that was said.
desk-transcript = All that was said, as it stands now. Words that were taken back are not in it.

# In that file.
desk-record-opened = Handed over

# In that file.
desk-record-person = The person who asked

# In that file.
desk-record-person-changed = The person who asked, changed to

# In that file.
desk-record-taken-back = Taken back

# In that file. who = the adviser.
desk-record-reply = { $who }, to the person

# In that file.
desk-record-note = { $who }, in the thread

# In that file.
desk-record-changed = { $who }, changed to

# When the person goes on from another place.
desk-came-back = The person who asked goes on from another chat, with the phrase that only they were given.

# When a ticket is over because nothing was said.
desk-rested = Nothing was said for nearly { $days } days, so the ticket is closed, and I erase what I keep of it soon.

# When the person ended it.
desk-closed-by-person = The person who asked has closed the ticket.

# When it goes on.
desk-reopened = The ticket is open again.

# When somebody reopened it, and the person has another one open.
desk-not-reopened = This ticket stays closed: they have another one open in the same chat by now, and it would not be clear which of the two a reply is for. Once that one is over, this one can be reopened.

# When a command is not known; the help follows.
desk-unknown = I do not know that command; nothing was sent.

# The command's name where the network offers it itself: one word in small letters.
command-ticket-name = ticket

# The command's description in the help.
command-ticket = hand a case to an adviser, after you have seen what is sent

# The argument of `ticket` as the help shows it. The words are the same in every language.
command-ticket-usage = [list|close|reopen|phrase]

# The name of the blank behind `ticket`: one word in small letters.
command-ticket-option = step

# What belongs in that blank.
command-ticket-option-about = list shows yours, close ends one, reopen or its phrase goes on with it; nothing begins one
