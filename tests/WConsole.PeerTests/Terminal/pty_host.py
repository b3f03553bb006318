"""Runs a program on a pty the way a shell does, plays its terminal, and tells how the terminal was left.

usage: pty_host.py COLSxROWS [--leader] -- COMMAND...      steps on stdin, one a line; a JSON object on stdout

The program gets a process group of its own below a tiny job-control shell; with --leader it leads the session
itself, as under ssh. Steps (every wait is limited to 10 s and ends the run when it fails):
  wait TEXT | gone TEXT   until the screen shows it, or no longer does
  keys TEXT               with Python's escapes              signal NAME     to the program
  resize CxR              new size and SIGWINCH              storm N         N resizes, 10 ms apart, ending at 70x20
  answer MS | deaf        delays status answers; never answers from now on
  stopped | fg            until the program stopped; continue it in the foreground, as the shell's fg does
  cook                    sets the line discipline to what it was, as a shell does behind the program's back
  stall | pause MS        reads nothing from now on; lets time pass, where the time itself is the point
  note NAME               records modes, line settings and counters under that name
  quiet MS                records bytes written and context switches of the main thread during that time
  hangup                  closes the master               exit            until the program ended
"""
import fcntl, json, os, re, select, signal, struct, sys, termios, time

LIMIT = 10
TOKEN = re.compile(rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])|\x1b\](.*?)(?:\x07|\x1b\\)|\x1b([\\()78=>MDEc])|([^\x00-\x1f\x7f]+)|([\x00-\x1f\x7f])", re.S)
PARTIAL = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|\](?:[^\x07\x1b]|\x1b(?!\\))*)?$|[\xc0-\xff][\x80-\xbf]{0,2}$", re.S)


class Screen:
    def __init__(self, cols, rows):
        self.cols, self.rows, self.x, self.y = cols, rows, 0, 0
        self.cells, self.main = self.blank(), None
        self.modes, self.kitty, self.region, self.colored, self.cursor = set(), 0, False, False, True
        self.title, self.titles = "shell", []
        self.rest, self.frames, self.questions, self.copied = b"", 0, 0, None

    def blank(self):
        return [[" "] * self.cols for _ in range(self.rows)]

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells).rstrip()

    def resize(self, cols, rows):
        self.cols, self.rows = cols, rows
        self.cells = [(r + [" "] * cols)[:cols] for r in (self.cells + [[] for _ in range(rows)])[:rows]]

    def feed(self, data):
        """Takes output; returns which questions are to be answered."""
        data, asked = self.rest + data, []
        held = PARTIAL.search(data)
        data, self.rest = (data[:held.start()], held.group()) if held else (data, b"")
        for private, args, inter, final, osc, _, text, control in TOKEN.findall(data):
            if text:
                for ch in text.decode("utf-8", "replace"):
                    if self.x >= self.cols:
                        self.x, self.y = 0, min(self.y + 1, self.rows - 1)
                    self.cells[self.y][self.x] = ch
                    self.x += 1
            elif control == b"\r":
                self.x = 0
            elif control == b"\n":
                self.y += 1
                if self.y >= self.rows:
                    self.cells, self.y = self.cells[1:] + [[" "] * self.cols], self.rows - 1
            elif osc.startswith(b"2;"):
                self.title = osc[2:].decode("utf-8", "replace")
            elif osc.startswith(b"52;c;"):
                self.copied = osc[5:].decode()
            elif osc == b"11;?":
                asked.append("background")
            elif final:
                n = [int(a or 0) for a in args.replace(b":", b";").split(b";")] if args else []
                if self.csi(private.decode(), n, final.decode()):
                    asked.append("status")
        return asked

    def csi(self, private, n, final):
        first = n[0] if n else 0
        if private == "?" and final in "hl":
            for mode in n:
                if mode == 1049 and final == "h" and self.main is None:
                    self.main, self.cells = (self.cells, self.x, self.y), self.blank()
                elif mode == 1049 and final == "l" and self.main is not None:
                    (self.cells, self.x, self.y), self.main = self.main, None
                    self.resize(self.cols, self.rows)
                elif mode == 25:
                    self.cursor = final == "h"
                elif mode not in (7, 1049):
                    (self.modes.add if final == "h" else self.modes.discard)(mode)
                if mode == 2026 and final == "h":
                    self.frames += 1
        elif final == "u":
            self.kitty += {">": 1, "<": -1}.get(private, 0)
        elif private:
            return False
        elif final == "t" and first == 22:
            self.titles.append(self.title)
        elif final == "t" and first == 23 and self.titles:
            self.title = self.titles.pop()
        elif final == "n":
            self.questions += 1
            return first == 5
        elif final == "m":
            self.colored = first != 0
        elif final == "r":
            self.region, self.x, self.y = bool(n) and n != [1, self.rows], 0, 0
        elif final in "Hf":
            self.y, self.x = (min(max((n + [1, 1])[i] - 1, 0), (self.rows, self.cols)[i] - 1) for i in (0, 1))
        elif final == "G":
            self.x = max(first, 1) - 1
        elif final == "d":
            self.y = max(first, 1) - 1
        elif final == "C":
            self.x = min(self.x + max(first, 1), self.cols - 1)
        elif final == "X":
            for x in range(self.x, min(self.x + max(first, 1), self.cols)):
                self.cells[self.y][x] = " "
        elif final == "K":
            row = self.cells[self.y]
            for x in range(self.x if first == 0 else 0, self.cols if first != 1 else self.x + 1):
                row[x] = " "
        elif final == "J":
            self.cells = self.blank() if first == 2 else self.cells
        return False

    def held(self):
        """What a shell would still find changed."""
        names = {1000: "mouse", 1002: "mouse", 1003: "mouse", 1006: "mouse sgr", 1004: "focus", 2004: "paste", 2026: "synchronized output", 1: "cursor keys"}
        left = sorted({names.get(m, str(m)) for m in self.modes})
        left += ["alternate screen"] * (self.main is not None) + ["hidden cursor"] * (not self.cursor)
        left += ["title"] * (self.title != "shell" or len(self.titles) > 0)
        return left + ["kitty keys"] * (self.kitty != 0) + ["colour"] * self.colored + ["scroll region"] * self.region


def shell(command, report, orders):
    """Leads the session: starts the program in a group of its own, tells when it stops or ends, and continues it."""
    for sig in (signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE):
        signal.signal(sig, signal.SIG_IGN)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        for sig in (signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE):
            signal.signal(sig, signal.SIG_DFL)
        os.execvp(command[0], command)
    os.write(report, f"pid {pid}\n".encode())
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            os.tcsetpgrp(0, os.getpgrp())
            os.write(report, b"stopped\n")
            os.read(orders, 1)
            os.tcsetpgrp(0, pid)
            os.killpg(pid, signal.SIGCONT)
        else:
            os.write(report, f"exit {os.waitstatus_to_exitcode(status)}\n".encode())
            os._exit(0)


class Failed(Exception):
    pass


class Host:
    def __init__(self, size, leader, command):
        self.screen, self.command, self.leader = Screen(*size), command, leader
        self.master, slave = os.openpty()
        self.winsize(*size)
        self.before = termios.tcgetattr(slave)
        self.news, report = os.pipe()
        orders, self.orders = os.pipe()
        self.delay, self.deaf, self.stalled, self.due, self.bytes, self.pid, self.code, self.stops, self.notes, self.lines = 0.0, False, False, [], 0, None, None, 0, {}, b""
        self.child = os.fork()
        if self.child == 0:
            os.close(self.master)
            os.close(self.news)
            os.close(self.orders)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in range(3):
                os.dup2(slave, fd)
            os.set_inheritable(report, False)
            os.set_inheritable(orders, False)
            if leader:
                os.execvp(command[0], command)
            shell(command, report, orders)
        os.close(slave)
        os.close(report)
        os.close(orders)
        if leader:
            self.pid = self.child

    def winsize(self, cols, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def pump(self, seconds):
        """Moves bytes for so long, or until something came."""
        now = time.monotonic()
        while self.due and self.due[0][0] <= now:
            self.send(self.due.pop(0)[1])
        if self.due:
            seconds = min(seconds, max(self.due[0][0] - now, 0))
        fds = [self.news] + ([self.master] if self.master is not None and not self.stalled else [])
        ready, _, _ = select.select(fds, [], [], seconds)
        if self.master in ready:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
                time.sleep(0.002)
            self.bytes += len(data)
            for question in self.screen.feed(data):
                if not self.deaf:
                    answer = b"\x1b[0n" if question == "status" else b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"
                    self.due.append((time.monotonic() + self.delay, answer))
        if self.news in ready:
            self.lines += os.read(self.news, 4096)
            *whole, self.lines = self.lines.split(b"\n")
            for line in whole:
                word, *rest = line.decode().split()
                if word == "pid":
                    self.pid = int(rest[0])
                elif word == "stopped":
                    self.stops += 1
                elif word == "exit":
                    self.code = int(rest[0])
        if self.leader and self.code is None:
            pid, status = os.waitpid(self.child, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        elif self.leader:
            time.sleep(0.002)

    def send(self, data):
        if self.master is not None:
            try:
                os.write(self.master, data)
            except OSError:
                pass

    def until(self, condition, what, limit=LIMIT):
        start = time.monotonic()
        while not condition():
            if time.monotonic() - start > limit:
                raise Failed(f"{what}: not within {limit} s")
            self.pump(0.05)
        return time.monotonic() - start

    def switches(self):
        with open(f"/proc/{self.pid}/task/{self.pid}/status") as status:
            return sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)

    def note(self):
        now = termios.tcgetattr(self.master) if self.master is not None else None
        return {"held": self.screen.held(), "same": now == self.before, "raw": now is not None and not now[3] & (termios.ICANON | termios.ECHO | termios.ISIG),
                "frames": self.screen.frames, "questions": self.screen.questions, "bytes": self.bytes, "screen": self.screen.text(), "copied": self.screen.copied, "title": self.screen.title, "titles": len(self.screen.titles)}

    def step(self, word, rest):
        if word == "wait":
            self.notes.setdefault("waited_ms", []).append(round(1000 * self.until(lambda: rest in self.screen.text(), f"wait {rest}"), 1))
        elif word == "gone":
            self.until(lambda: rest not in self.screen.text(), f"gone {rest}")
        elif word == "keys":
            self.send(rest.encode().decode("unicode_escape").encode("latin-1"))
        elif word == "signal":
            os.kill(self.pid, getattr(signal, "SIG" + rest))
        elif word in ("resize", "storm"):
            sizes = [tuple(map(int, rest.split("x")))] if word == "resize" else [(60 + i % 7, 15 + i % 5) for i in range(int(rest) - 1)] + [(70, 20)]
            for size in sizes:
                self.screen.resize(*size)
                self.winsize(*size)
                end = time.monotonic() + (0.01 if word == "storm" else 0)
                while time.monotonic() < end:
                    self.pump(max(end - time.monotonic(), 0))
        elif word == "answer":
            self.delay = int(rest) / 1000
        elif word == "stall":
            self.stalled = True
        elif word == "pause":
            end = time.monotonic() + int(rest) / 1000
            while time.monotonic() < end:
                self.pump(max(end - time.monotonic(), 0))
        elif word == "deaf":
            self.deaf = True
        elif word == "stopped":
            seen = self.notes.get("stops", 0)
            self.until(lambda: self.stops > seen, "stopped")
            self.notes["stops"] = seen + 1
        elif word == "fg":
            os.write(self.orders, b"c")
        elif word == "cook":
            termios.tcsetattr(self.master, termios.TCSANOW, self.before)
        elif word == "note":
            self.notes[rest] = self.note()
        elif word == "quiet":
            # What was under way comes to its end first: 200 ms without a byte.
            still = [time.monotonic(), self.bytes]
            def settled():
                if self.bytes != still[1]:
                    still[:] = [time.monotonic(), self.bytes]
                return time.monotonic() - still[0] > 0.2
            self.until(settled, "silence")
            written, switched, end = self.bytes, self.switches(), time.monotonic() + int(rest) / 1000
            while time.monotonic() < end:
                self.pump(end - time.monotonic())
            self.notes["quiet"] = {"bytes": self.bytes - written, "switches": self.switches() - switched}
        elif word == "hangup":
            os.close(self.master)
            self.master = None
        elif word == "exit":
            self.notes["exit_ms"] = round(1000 * self.until(lambda: self.code is not None, "exit"), 1)
            end = time.monotonic() + 0.05
            while self.master is not None and time.monotonic() < end:
                self.pump(0.01)
        else:
            raise Failed(f"unknown step {word}")

    def run(self, steps):
        failed = None
        try:
            for step in steps:
                word, _, rest = step.partition(" ")
                self.step(word, rest)
        except Failed as e:
            failed = str(e)
        end = self.note()
        for pid in {self.pid, self.child} if self.code is None else {self.child}:
            try:
                os.kill(pid, signal.SIGKILL)
            except (OSError, TypeError):
                pass
        return {"failed": failed, "code": self.code, "notes": self.notes, **end}


if __name__ == "__main__":
    split = sys.argv.index("--")
    cols, rows = map(int, sys.argv[1].split("x"))
    steps = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    print(json.dumps(Host((cols, rows), "--leader" in sys.argv[2:split], sys.argv[split + 1:]).run(steps)))
