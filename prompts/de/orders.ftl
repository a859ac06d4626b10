### Was die Beratung anordnen kann: die Hilfe in ihrem Raum und die Befehle, die ein Netz selbst anbietet.

# The description of `/desk`, where the network offers commands itself; at most 100 characters, as all below that describe one.
command-desk = für die Beratung: an Tickets arbeiten

# When somebody uses it elsewhere. command = what to type for an adviser.
order-not-here = Das ist für die Beratung, in dem Raum, in dem ihre Tickets stehen. Mit `{ $command }` geben Sie einen Fall dorthin.

# In the help for advisers, above the orders for one ticket.
order-help-ticket = Im Thread eines Tickets:

# In the help, above those for the desk as a whole.
order-help-desk = Überall in diesem Raum:

# Last line of the help.
order-help-symbols = Ein Zeichen hinter einer Zeile: Als Reaktion unter dem Kopf des Tickets bewirkt es dasselbe.

# What an order does, in the help and where the network offers commands itself. The orders themselves are the same in every language.
order-claim = das Ticket übernehmen

# The same.
order-release = es zurückgeben, damit es jemand anderes übernehmen kann

# The same.
order-transfer = es jemandem aus dem Team übergeben, mit Name oder Kennung

# The same.
order-reply = Ihren Text an die anfragende Person senden

# The same.
order-snippet = vorbereitete Worte in der Sprache der Person senden; ohne Namen: welche es gibt

# The same.
order-note = Ihren Text hier behalten, unter Beratenden

# The same.
order-waiting = der Person sagen, dass Sie auf ihre Antwort warten

# The same.
order-resolve = es für beantwortet halten; schreibt die Person wieder, ist es wieder offen

# The same.
order-close = es abschließen; was vereinbart wurde, kann folgen und wird gesendet

# The same.
order-reopen = ein geschlossenes Ticket fortsetzen

# The same.
order-topic = notieren, worum es geht, für die Listen

# The same.
order-priority = sagen, wie bald jemand darauf schauen soll

# The same.
order-transcript = alles Gesagte als Textdatei erhalten

# The same.
order-list = die offenen Tickets zeigen, die dringendsten zuerst

# The same.
order-mine = die Tickets zeigen, die Sie haben

# The same.
order-duty = on: bei Neuem gerufen werden; off: nicht mehr; allein: wer gerufen wird

# The same.
order-confirm = bestätigen, dass die neue Identität eines Teammitglieds echt ist

# The same.
order-help = dies zeigen

# A button under the line that says who has the ticket.
order-button-waiting = Ich warte auf Antwort

# The same.
order-button-resolve = Beantwortet

# The same.
order-button-close = Abschließen

# The same.
order-button-release = Zurückgeben

# When nobody was named.
order-confirm-which = Schreiben Sie dahinter, wessen: `!confirm` und ein Name oder eine Kennung.

# When there is nothing to confirm. who = an adviser.
order-confirm-nothing = Für { $who } gibt es nichts zu bestätigen: Es ist die Identität, die ich kenne, oder Ihre eigene.

# When an adviser's new identity counts. who = whose; by = who confirmed it.
order-confirmed = { $by } bestätigt { $who }; die neue Identität gilt von jetzt an.
