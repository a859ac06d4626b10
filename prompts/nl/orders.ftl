### Wat adviseurs kunnen opdragen: de hulp in hun ruimte, en de opdrachten die een netwerk zelf aanbiedt.

# The description of `/desk`, where the network offers commands itself; at most 100 characters, as all below that describe one.
command-desk = voor adviseurs: aan tickets werken

# When somebody uses it elsewhere. command = what to type for an adviser.
order-not-here = Dat is voor adviseurs, in de ruimte waar hun tickets staan. Met `{ $command }` geeft u hun een zaak.

# In the help for advisers, above the orders for one ticket.
order-help-ticket = In de thread van een ticket:

# In the help, above those for the desk as a whole.
order-help-desk = Overal in deze ruimte:

# Last line of the help.
order-help-symbols = Een teken achter een regel: als reactie onder het begin van het ticket doet het hetzelfde.

# What an order does, in the help and where the network offers commands itself. The orders themselves are the same in every language.
order-claim = pak het ticket op

# The same.
order-release = geef het terug, zodat iemand anders het kan oppakken

# The same.
order-transfer = geef het aan een collega, met naam of id

# The same.
order-reply = stuur uw tekst naar de vraagsteller

# The same.
order-snippet = stuur een kant-en-klare tekst in de taal van de vraagsteller; zonder naam: welke er zijn

# The same.
order-note = houd uw tekst hier, onder adviseurs

# The same.
order-waiting = laat de vraagsteller weten dat u op antwoord wacht

# The same.
order-resolve = beschouw het als beantwoord; schrijft de vraagsteller weer, dan is het weer open

# The same.
order-close = sluit het; wat is afgesproken kan erachter en wordt verstuurd

# The same.
order-reopen = ga verder met een gesloten ticket

# The same.
order-topic = noteer waar het over gaat, voor de lijsten

# The same.
order-priority = zeg hoe snel er iemand naar moet kijken

# The same.
order-transcript = krijg alles wat er is gezegd als tekstbestand

# The same.
order-list = toon de open tickets, de dringendste eerst

# The same.
order-mine = toon de tickets die u hebt

# The same.
order-duty = on: geroepen worden als er iets nieuws komt; off: niet meer; alleen: wie dat wil

# The same.
order-confirm = bevestig dat de nieuwe identiteit van een collega echt is

# The same.
order-help = toon dit

# A button under the line that says who has the ticket.
order-button-waiting = Ik wacht op antwoord

# The same.
order-button-resolve = Beantwoord

# The same.
order-button-close = Sluiten

# The same.
order-button-release = Teruggeven

# When nobody was named.
order-confirm-which = Schrijf erachter van wie: `!confirm` en een naam of een id.

# When there is nothing to confirm. who = an adviser.
order-confirm-nothing = Voor { $who } valt er niets te bevestigen: het is de identiteit die ik ken, of die van uzelf.

# When an adviser's new identity counts. who = whose; by = who confirmed it.
order-confirmed = { $by } bevestigt { $who }; de nieuwe identiteit telt vanaf nu.
