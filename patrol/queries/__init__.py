"""One SQL question a function, named as its answer."""
