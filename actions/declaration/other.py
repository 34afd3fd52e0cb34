"""Declaration of anything else, in free text."""

from actions.declaration.fields import ContactDetails, Description
from actions.declaration.flow import Flow
from actions.declaration.plate_field import LicencePlate

OTHER = Flow(name="other", title="Autre problème", fields=(Description(), LicencePlate(), ContactDetails()))
