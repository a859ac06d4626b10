### What the bot says during a screening. The voice is told in prompts/README.md.

# Instead of keeping an answer in somebody's own words that seems to name a person.
screen-guard-name = I did not keep that: it may name somebody, and a role is enough here. Could you write it again with “the guest” or “the project leader” instead of the name?

# The same, for an e-mail address, a phone number, or a link to a personal page.
screen-guard-contact = I did not keep that: it looks like somebody's address, number or personal page. A role is enough here, such as “the guest” or “our contact at the partner”. Could you write it again that way?

# The same, for what looks like a CV.
screen-guard-cv = I did not keep that: it looks like a CV, and this screening weighs a plan, not a person. One sentence is enough: what the guest or the team would work on, and what they would reach.

# The same, for a number or date that identifies a person: passport, citizen's or student number, birthday, ORCID.
screen-guard-identity = I did not keep that: it may hold a number or a date that identifies somebody. This screening needs none. Could you write it again with a role, such as “the guest” or “the candidate”?

# The same, for words that say where a person comes from. The answer itself counts as before.
screen-guard-nationality = I did not keep that: where a person comes from plays no part in this screening and changes nothing in it. Could you write it again with a role, such as “the guest”? Where an organisation is based may be said.
