### What advisers can order: the help in their room, and the commands that a network offers itself.

# The description of `/desk`, where the network offers commands itself; at most 100 characters, as all below that describe one.
command-desk = for advisers: work on tickets

# When somebody uses it elsewhere. command = what to type for an adviser.
order-not-here = That is for advisers, in the room where their tickets are. `{ $command }` hands a case to them.

# In the help for advisers, above the orders for one ticket.
order-help-ticket = In a ticket's thread:

# In the help, above those for the desk as a whole.
order-help-desk = Anywhere in this room:

# Last line of the help.
order-help-symbols = A symbol behind a line: as a reaction under the head of the ticket it does the same.

# What an order does, in the help and where the network offers commands itself. The orders themselves are the same in every language.
order-claim = take the ticket

# The same.
order-release = give it back, so that somebody else can take it

# The same.
order-transfer = hand it to a colleague, by name or id

# The same.
order-reply = send your words to the person who asked

# The same.
order-snippet = send prepared words in the person's language; without a name, list them

# The same.
order-note = keep your words here, among advisers

# The same.
order-waiting = tell the person that you wait for them

# The same.
order-resolve = hold it for answered; if they write again, it is open again

# The same.
order-close = end it; what was agreed can follow, and is sent

# The same.
order-reopen = go on with a closed ticket

# The same.
order-topic = note what it is about, for the lists

# The same.
order-priority = say how soon it should be looked at

# The same.
order-transcript = get all that was said, as a text file

# The same.
order-list = show the open tickets, the most pressing first

# The same.
order-mine = show the tickets that you have

# The same.
order-duty = on: be called when something new comes; off: no more; alone: who is

# The same.
order-confirm = confirm that a colleague's new identity is theirs

# The same.
order-help = show this

# A button under the line that says who has the ticket.
order-button-waiting = I wait for them

# The same.
order-button-resolve = Answered

# The same.
order-button-close = Close it

# The same.
order-button-release = Give it back

# When nobody was named.
order-confirm-which = Write whose it is behind it: `!confirm` and a name or an id.

# When there is nothing to confirm. who = an adviser.
order-confirm-nothing = There is nothing to confirm for { $who }: the identity is the one that I know, or it is your own.

# When an adviser's new identity counts. who = whose; by = who confirmed it.
order-confirmed = { $by } confirms { $who }, whose new identity counts from here on.
