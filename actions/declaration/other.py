"""Declaration of anything else, in free text."""

from actions.declaration.fields import ContactDetails, Description
from actions.declaration.flow import Flow

OTHER = Flow(name="other", title="Autre problème", fields=(Description(), ContactDetails()))
