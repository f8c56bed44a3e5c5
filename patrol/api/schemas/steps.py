"""The long lists of a track on the wire."""

from patrol.api.schemas.fields import Each, Whole, between


class Steps(Each):
    """The whole numbers of a track, thousands of them within limits, both included."""

    def __init__(self, least: int, most: int, **kwargs):
        super().__init__(Whole(validate=between(least, most)), **kwargs)
        self.least, self.most = least, most

    def _deserialize(self, value, attr, data, **kwargs):
        # Asked one by one, each as a field, they take longer than all the rest of a submission's schema.
        if isinstance(value, list) and all(type(each) is int and self.least <= each <= self.most for each in value):
            return list(value)
        return super()._deserialize(value, attr, data, **kwargs)
