### What the bot says during a screening. The voice is told in prompts/README.md.

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = Dit heb ik niet bewaard: er staat misschien iemands naam in, en een rol is hier genoeg. Wilt u het nog eens schrijven met “de gast” of “de projectleider” in plaats van de naam?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = Dit heb ik niet bewaard: het lijkt op iemands adres, nummer of persoonlijke pagina. Een rol is hier genoeg, zoals “de gast” of “ons aanspreekpunt bij de partner”. Wilt u het nog eens zo schrijven?

# The same, for what looks like a CV.
screen-guard-cv = Dit heb ik niet bewaard: het lijkt op een cv, en deze screening weegt een plan, geen persoon. Eén zin is genoeg: waaraan de gast of het team zou werken en waar zij bij zouden kunnen.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = Dit heb ik niet bewaard: er staat misschien een nummer of datum in waaraan iemand te herkennen is. Deze screening heeft die niet nodig. Wilt u het nog eens schrijven met een rol, zoals “de gast” of “de kandidaat”?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = Dit heb ik niet bewaard: waar iemand vandaan komt, speelt in deze screening geen rol en verandert er niets aan. Wilt u het nog eens schrijven met een rol, zoals “de gast”? Waar een organisatie gevestigd is, mag u wel noemen.
