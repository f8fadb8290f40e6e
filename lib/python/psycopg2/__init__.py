"""psycopg2, the PostgreSQL adapter, in Python alone: it behaves as psycopg2 2.9 does, over the wire protocol."""
