"""Runs a full-screen program on a pty, plays its terminal and its operator, and measures both.

usage: pty_drive.py COLSxROWS -- COMMAND...     one step a line on stdin, one JSON object a line on stdout

Between steps the pty is read and answered all the time. Steps:
  first                 ms from exec to the first cell that is not blank
  wait SECONDS REGEX    ms from exec until the screen shows it; null when it never did
  keys TEXT             with Python's escapes
  settle MS SECONDS     until so long nothing was written; null when that never came
  frames N KEYS...      N times the next of the keys: ms to the end of the frame it caused, those that caused none counted
  link RATE RTT         from now on the line carries RATE bytes a second and answers and keys take RTT ms there and back
  effect S REGEX KEYS   sends the keys (no space in either): ms until the screen shows it, and whether the screen changed meanwhile
  began                 when exec was, in ms since 1970
  answer S KEYS         sends the keys: ms until the next byte came
  leave S KEYS          sends the keys: ms until the program ended; null when it did not
  resize COLSxROWS      a new size of the terminal, whose picture is empty then
  record FILE           from now on everything written goes into the file too: "S COLS ROWS" for a size, "B HEX" for bytes
  lag                   most frames that were written but not yet shown, and most bytes on the line, since the last such step
  window SECONDS        bytes written, CPU (ms: by stat's ticks, by the scheduler's clock) of the program's process
  picture               the text of the screen
  stat                  pid, alive, VmHWM in kB, bytes so far, and what was written that is neither printable text nor a sequence of its encoder
  end                   TERM, 3 s, KILL; exit code
"""
import fcntl, json, os, re, select, signal, struct, sys, termios, time, unicodedata

TOKEN = re.compile(rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])|\x1b([\]PX^_])(.*?)(?:\x07|\x1b\\|\x9c)|\x1b([^\[\]PX^_])|([^\x00-\x1f\x7f\x1b]+)|([\x00-\x1f\x7f])", re.S)
PARTIAL = re.compile(rb"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\)){0,200}\x1b?)?$|[\xc0-\xff][\x80-\xbf]{0,2}$", re.S)
# All that the encoder and the session ever write; modes with what may be set, colours with the numbers they may have.
MODES = {"7", "25", "1000", "1004", "1006", "1049", "2004", "2026"}
FORMS = {("", f) for f in "mHKGCJrSTn"} | {("?", "h"), ("?", "l"), (">", "u"), ("<", "u")}
SGR = {"", "0", "1", "2", "3", "4", "7", "9", "22", "23", "24", "27", "29", "38", "39", "48", "49", *map(str, range(30, 38)), *map(str, range(40, 48)), *map(str, range(90, 98)), *map(str, range(100, 108))}


class Screen:
    def __init__(self, cols, rows):
        self.cols, self.rows, self.x, self.y, self.top, self.bottom = cols, rows, 0, 0, 0, rows - 1
        self.cells = [[" "] * cols for _ in range(rows)]
        self.rest, self.frames, self.painted, self.foreign, self.foreign_count = b"", 0, False, [], 0
        self.alternate = False

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells).rstrip()

    def complain(self, what):
        self.foreign_count += 1
        if len(self.foreign) < 20:
            self.foreign.append(repr(what))

    def feed(self, data):
        """Takes output; returns the answers that a terminal would give."""
        data, answers = self.rest + data, []
        held = PARTIAL.search(data)
        data, self.rest = (data[:held.start()], held.group()) if held else (data, b"")
        end = 0
        for m in TOKEN.finditer(data):
            if m.start() != end:
                self.complain(data[end:m.start()])
            end = m.end()
            private, args, inter, final, opener, content, escape, text, control = m.groups()
            if text:
                self.put(text)
            elif final:
                private, args, final = private.decode(), args.decode(), final.decode()
                if final == "c":
                    # Other programs than ours wait for it before they draw.
                    answers.append(b"\x1b[?62;22c")
                parts = args.split(";")
                if final == "t" and not private and args in ("22;2", "23;2"):
                    continue
                if (private, final) not in FORMS or inter or (private == "?" and not set(parts) <= MODES) or (final == "m" and not self.is_colour(parts)) or (final == "n" and args != "5"):
                    self.complain(m.group())
                elif final == "n":
                    answers.append(b"\x1b[0n")
                else:
                    self.csi(private, [int(p or 0) for p in parts], final)
            elif opener == b"]" and content.startswith(b"2;") and content.decode("utf-8", "replace").isprintable():
                self.title = content[2:].decode("utf-8", "replace")
            elif opener == b"]" and content == b"11;?":
                answers.append(b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\")
            elif control in (b"\r", b"\n") and not self.alternate:
                # Lines are for a shell's terminal; on the full screen none are ever written.
                self.line(control)
            else:
                self.complain(m.group())
        if end != len(data):
            self.complain(data[end:])
        return answers

    def is_colour(self, parts):
        i = 0
        while i < len(parts):
            if parts[i] in ("38", "48"):
                i += 3 if parts[i + 1:i + 2] == ["5"] else 5 if parts[i + 1:i + 2] == ["2"] else 99
            elif parts[i] in SGR:
                i += 1
            else:
                return False
        return i == len(parts)

    def put(self, raw):
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            self.complain(raw)
            text = raw.decode("utf-8", "replace")
        if text.isascii():
            take = min(len(text), self.cols - self.x)
            self.cells[self.y][self.x:self.x + take] = text[:take]
            self.x += take
        else:
            for ch in text:
                kind = unicodedata.category(ch)
                if kind == "Cc" or 0x202A <= ord(ch) <= 0x202E or 0x2066 <= ord(ch) <= 0x2069:
                    self.complain(ch)
                if kind in ("Mn", "Me", "Cf"):
                    continue
                if self.x < self.cols:
                    self.cells[self.y][self.x] = ch
                self.x += 2 if unicodedata.east_asian_width(ch) in "WF" else 1
        self.painted = self.painted or not text.isspace()

    def line(self, control):
        if control == b"\r":
            self.x = 0
        elif self.y < self.rows - 1:
            self.y += 1
        else:
            del self.cells[0]
            self.cells.append([" "] * self.cols)

    def csi(self, private, n, final):
        first = n[0]
        if private:
            self.alternate = final == "h" if (private, first) == ("?", 1049) else self.alternate
            self.frames += (private, first, final) == ("?", 2026, "l")
        elif final == "H":
            self.y, self.x = min(max(first, 1), self.rows) - 1, min(max((n + [1])[1], 1), self.cols) - 1
        elif final == "G":
            self.x = max(first, 1) - 1
        elif final == "C":
            self.x = min(self.x + max(first, 1), self.cols - 1)
        elif final == "K":
            self.cells[self.y][self.x:] = " " * (self.cols - self.x)
        elif final == "J":
            self.cells = [[" "] * self.cols for _ in range(self.rows)]
        elif final == "r":
            self.top, self.bottom = (n[0] - 1, n[1] - 1) if len(n) == 2 else (0, self.rows - 1)
        elif final in "ST":
            for _ in range(max(first, 1)):
                del self.cells[self.top if final == "S" else self.bottom]
                self.cells.insert(self.bottom if final == "S" else self.top, [" "] * self.cols)


class Driver:
    def __init__(self, cols, rows, command):
        self.screen, self.bytes, self.last, self.frame_at, self.code = Screen(cols, rows), 0, 0.0, 0.0, None
        self.master, slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.rate, self.up, self.down, self.on_line = 0, [], [], 0
        self.log = None
        self.start, self.wall = time.monotonic(), time.time()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.master)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in range(3):
                os.dup2(slave, fd)
            os.closerange(3, 64)
            os.execvp(command[0], command)
        os.close(slave)

    def pump(self, seconds):
        """Reads what there is, waiting so long for it; whether something came."""
        if self.rate:
            return self.pump_line(seconds)
        if self.master is None or not select.select([self.master], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        if not data:
            os.close(self.master)
            self.master = None
            return False
        now = time.monotonic()
        if self.log:
            self.log.write(f"B {data.hex()}\n")
        frames = self.screen.frames
        for answer in self.screen.feed(data):
            os.write(self.master, answer)
        self.bytes, self.last = self.bytes + len(data), now
        self.frame_at = now if self.screen.frames > frames else self.frame_at
        return True

    def pump_line(self, seconds):
        """The same over a slow line: bytes come as fast as it carries them, after half a round trip; 256 KiB wait in the buffers on the way."""
        end = time.monotonic() + max(seconds, 0)
        while True:
            now = time.monotonic()
            while self.up and self.up[0][0] <= now and self.master is not None:
                os.write(self.master, self.up.pop(0)[1])
            if self.down and self.down[0][0] <= now:
                data = self.down.pop(0)[1]
                self.on_line -= len(data)
                frames = self.screen.frames
                for answer in self.screen.feed(data):
                    self.up.append((now + self.half, answer))
                self.bytes, self.last = self.bytes + len(data), now
                self.frame_at = now if self.screen.frames > frames else self.frame_at
                return True
            if now >= end or self.master is None:
                return False
            room = self.free - now < 262144 / self.rate
            due = min([end] + [q[0][0] for q in (self.up, self.down) if q])
            if not select.select([self.master] if room else [], [], [], max(0, min(due - now, 0.02)))[0]:
                continue
            try:
                data = os.read(self.master, 256)
            except OSError:
                self.master = None
                return False
            self.free = max(time.monotonic(), self.free) + len(data) / self.rate
            self.down.append((self.free + self.half, data))
            self.on_line += len(data)
            self.written += (self.tail + data).count(b"\x1b[?2026l")
            self.tail = data[-7:]
            self.lags = max(self.lags[0], self.written - self.screen.frames), max(self.lags[1], self.on_line)

    def resize(self, rest):
        cols, rows = map(int, rest.split("x"))
        while self.pump(0):
            pass
        if self.log:
            self.log.write(f"S {cols} {rows}\n")
        frames, foreign, count = self.screen.frames, self.screen.foreign, self.screen.foreign_count
        self.screen = Screen(cols, rows)
        self.screen.frames, self.screen.foreign, self.screen.foreign_count = frames, foreign, count
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        return {}

    def record(self, rest):
        self.log = open(rest, "w", buffering=1)
        self.log.write(f"S {self.screen.cols} {self.screen.rows}\n")
        return {}

    def link(self, rest):
        rate, rtt = map(float, rest.split())
        self.rate, self.half, self.free, self.written, self.tail, self.lags = rate, rtt / 2000, time.monotonic(), self.screen.frames, b"", (0, 0)
        return {}

    def effect(self, rest):
        limit, text, keys = rest.split(" ", 2)
        sent, frames, text = time.monotonic(), self.screen.frames, re.compile(text)
        self.keys(keys)
        seen = self.until(lambda: text.search(self.screen.text()), float(limit))
        return {"ms": round(1000 * (time.monotonic() - sent), 1) if seen else None, "frames": self.screen.frames - frames}

    def began(self):
        return {"ms": 1000 * self.wall}

    def answer(self, rest):
        limit, keys = rest.split(" ", 1)
        while self.pump(0.005):
            pass
        sent, bytes_before = time.monotonic(), self.bytes
        self.keys(keys)
        return {"ms": round(1000 * (self.last - sent), 2) if self.until(lambda: self.bytes > bytes_before, float(limit)) else None}

    def leave(self, rest):
        limit, keys = rest.split(" ", 1)
        sent = time.monotonic()
        self.keys(keys)
        while self.alive() and time.monotonic() < sent + float(limit):
            self.pump(0.001) or time.sleep(0.001)
        return {"ms": round(1000 * (time.monotonic() - sent), 1) if not self.alive() else None}

    def lag(self):
        lags, self.lags = self.lags, (0, 0)
        return {"frames": lags[0], "bytes": lags[1]}

    def alive(self):
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is None

    def until(self, condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end or self.master is None:
                return False
            self.pump(0.02)
        return True

    def since(self, seconds):
        return round(1000 * (seconds - self.start), 2)

    def first(self):
        return {"ms": self.since(self.last) if self.until(lambda: self.screen.painted, 20) else None}

    def wait(self, rest):
        limit, _, text = rest.partition(" ")
        text = re.compile(text)
        return {"ms": self.since(self.last) if self.until(lambda: text.search(self.screen.text()), float(limit)) else None}

    def keys(self, rest):
        if self.master is None:
            raise SystemExit("the program is gone; its last words: " + self.screen.text()[-300:])
        keys = rest.encode().decode("unicode_escape").encode("latin-1")
        if self.rate:
            self.up.append((time.monotonic() + self.half, keys))
        else:
            os.write(self.master, keys)
        return {}

    def settle(self, rest):
        quiet, limit = map(float, rest.split())
        base = time.monotonic()
        return {"ms": self.since(time.monotonic()) if self.until(lambda: time.monotonic() - max(self.last, base) > quiet / 1000, limit) else None}

    def frames(self, rest):
        count, *keys = rest.split(" ")
        times, none = [], 0
        for i in range(int(count)):
            while self.pump(0.015):
                pass
            before, sent = self.screen.frames, time.monotonic()
            self.keys(keys[i % len(keys)])
            if self.until(lambda: self.screen.frames > before, 1):
                times.append(round(1000 * (self.frame_at - sent), 3))
            else:
                none += 1
        return {"ms": times, "none": none}

    def cpu(self):
        """By the ticks of stat, in ms; and by the scheduler's clock, ms of each thread."""
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        ran = {}
        for task in os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{task}/schedstat") as sched, open(f"/proc/{self.pid}/task/{task}/comm") as comm:
                    ran[task, comm.read().strip()] = int(sched.read().split()[0]) / 1e6
            except OSError:
                pass
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK"), ran

    def window(self, rest):
        written, (ticks, ran), begun = self.bytes, self.cpu(), time.monotonic()
        end = begun + float(rest)
        while time.monotonic() < end and self.master is not None:
            self.pump(end - time.monotonic())
        ticks_end, ran_end = self.cpu()
        by_thread = sorted(((round(ms - ran.get(task, 0), 1), task[1]) for task, ms in ran_end.items()), reverse=True)
        return {"bytes": self.bytes - written, "cpu_ms": ticks_end - ticks, "ran_ms": round(sum(ms for ms, _ in by_thread), 2),
                "threads": " ".join(f"{name} {ms}" for ms, name in by_thread[:6]), "seconds": round(time.monotonic() - begun, 3)}

    def picture(self):
        return {"text": self.screen.text()}

    def stat(self):
        peak = 0
        if self.alive():
            with open(f"/proc/{self.pid}/status") as status:
                peak = next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
        return {"pid": self.pid, "alive": self.alive(), "peak_kb": peak, "bytes": self.bytes, "frames": self.screen.frames,
                "foreign": self.screen.foreign_count, "examples": self.screen.foreign}

    def end(self):
        for sig, limit in ((signal.SIGTERM, 3), (signal.SIGKILL, 2)):
            if self.alive():
                os.kill(self.pid, sig)
                end = time.monotonic() + limit
                while self.alive() and time.monotonic() < end:
                    self.pump(0.02) or time.sleep(0.01)
        return {"code": self.code}

    def run(self):
        pending = b""
        while True:
            fds = [0] + ([self.master] if self.master is not None else [])
            ready = select.select(fds, [], [], 1)[0]
            if self.master in ready:
                self.pump(0)
            if 0 in ready:
                more = os.read(0, 65536)
                if not more:
                    self.end()
                    return
                *lines, pending = (pending + more).split(b"\n")
                for line in lines:
                    word, _, rest = line.decode().partition(" ")
                    step = getattr(self, word)
                    answer = step() if word in ("first", "stat", "end", "picture", "lag", "began") else step(rest)
                    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    split = sys.argv.index("--")
    Driver(*map(int, sys.argv[1].split("x")), sys.argv[split + 1:]).run()
