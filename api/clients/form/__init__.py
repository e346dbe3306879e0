"""A form in which a coach or a host tells what somebody likes, can carry and can reach; never who it is."""
