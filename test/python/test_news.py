"""What comes without being asked for: notices and notifications."""

from __future__ import annotations

from collections import deque

from database import DatabaseTest
from psycopg2 import extensions
from psycopg2.extensions import Notify


class NoticeTest(DatabaseTest):
    """connection.notices."""

    def raise_notices(self, count: int) -> None:
        self.cur.execute(f"DO $$ BEGIN FOR i IN 1..{count} LOOP RAISE NOTICE 'n%', i; END LOOP; END $$")

    def test_text(self) -> None:
        self.cur.execute("DO $$ BEGIN RAISE WARNING 'w' USING DETAIL = 'd', HINT = 'h'; END $$")
        self.assertEqual(self.conn.notices, ["WARNING:  w\nDETAIL:  d\nHINT:  h\n"])

    def test_fifty_are_kept(self) -> None:
        self.raise_notices(60)
        self.assertEqual((len(self.conn.notices), self.conn.notices[0]), (50, "NOTICE:  n11\n"))

    def test_another_container_keeps_what_it_likes(self) -> None:
        self.conn.notices = deque()
        self.raise_notices(60)
        self.assertEqual(len(self.conn.notices), 60)
        self.conn.notices = None
        self.raise_notices(1)
        self.assertIsNone(self.conn.notices)


class NotificationTest(DatabaseTest):
    """connection.notifies and poll."""

    def setUp(self) -> None:
        self.conn.autocommit = True
        self.cur.execute('LISTEN a; LISTEN "B c"')
        other = self.connect()
        other.autocommit = True
        self.other = other.cursor()

    def test_they_come_with_the_next_statement(self) -> None:
        self.other.execute("NOTIFY a; NOTIFY \"B c\", 'text'")
        self.assertEqual(self.conn.notifies, [])
        self.cur.execute("SELECT 1")
        pid = self.other.connection.get_backend_pid()
        self.assertEqual(self.conn.notifies, [Notify(pid, "a"), Notify(pid, "B c", "text")])

    def test_poll_hears_them(self) -> None:
        self.other.execute("NOTIFY a, 'x'")
        while not self.conn.notifies:
            self.assertEqual(self.conn.poll(), extensions.POLL_OK)
        self.assertEqual(self.conn.notifies[0].payload, "x")

    def test_one_sent_by_oneself(self) -> None:
        self.cur.execute("NOTIFY a")
        self.assertEqual([tuple(notify) for notify in self.conn.notifies], [(self.conn.get_backend_pid(), "a")])

    def test_another_container(self) -> None:
        self.conn.notifies = deque(maxlen=1)
        self.cur.execute("NOTIFY a, '1'; NOTIFY a, '2'")
        self.assertEqual([notify.payload for notify in self.conn.notifies], ["2"])

    def test_one_as_an_object(self) -> None:
        notify = Notify(5, "a", "x")
        self.assertEqual((notify[0], notify[1], len(notify), repr(notify)), (5, "a", 2, "Notify(5, 'a', 'x')"))
        self.assertEqual(notify, (5, "a"))
        self.assertEqual(notify, Notify(5, "a", "x"))
        self.assertNotEqual(notify, Notify(5, "a"))
        self.assertEqual(hash(Notify(5, "a")), hash((5, "a")))
        self.assertLess(Notify(1, "a"), notify)
        self.assertRaises(IndexError, lambda: notify[2])
