"""Things that a hostile cell tries: each is a few lines of Python that set `won` if they succeed.

In braces are the things of `Target`, which each attempt is given.
"""

from __future__ import annotations

from attempt import Attempt
from kernel_attempts import KERNEL, MEMORY, QUOTAS

FILES = [
    Attempt("read", "won = 'SECRET' in open('{secret}').read()"),
    Attempt("list", "won = os.listdir('{folder}')"),
    Attempt("write", "open('{secret}', 'w').write('x'); won = True"),
    Attempt("append", "open('{secret}', 'a').write('x'); won = True"),
    Attempt("open for neither", "os.open('{secret}', os.O_ACCMODE); won = True"),
    Attempt("truncate", "os.truncate('{secret}', 0); won = True"),
    Attempt("open to empty", "os.open('{secret}', os.O_RDONLY | os.O_TRUNC); won = True"),
    Attempt("create", "open('{folder}/new', 'w').close(); won = True"),
    Attempt("make a folder", "os.mkdir('{folder}/newfolder'); won = True"),
    Attempt("rename", "os.rename('{secret}', '{folder}/other'); won = True"),
    Attempt("remove", "os.unlink('{secret}'); won = True"),
    Attempt("remove all", "shutil.rmtree('{folder}'); won = True"),
    Attempt("mode", "os.chmod('{secret}', 0); won = os.stat('{secret}').st_mode & 0o777 == 0"),
    Attempt("mode of the folder", """
        os.chmod('{folder}', 0o777); won = os.stat('{folder}').st_mode & 0o777 == 0o777"""),
    Attempt("times", "os.utime('{secret}', (5, 5)); won = os.stat('{secret}').st_mtime == 5"),
    Attempt("attribute", """
        os.setxattr('{secret}', 'user.x', b'1'); won = os.getxattr('{secret}', 'user.x')"""),
    Attempt("attribute by a younger call", """
        value = ctypes.create_string_buffer(b'1')
        given = (ctypes.c_uint64 * 2)(ctypes.addressof(value), 1)
        won = younger(463, -100, b'{secret}', 0, b'user.x', given, 16)""", since=(6, 13)),
    Attempt("attribute away by a younger call", """
        libc.setxattr(b'{secret}', b'user.y', b'1', 1, 0)
        won = younger(466, -100, b'{secret}', 0, b'user.y')""", since=(6, 13)),
    Attempt("flags by a younger call", """
        won = younger(469, -100, b'{secret}', (0x80).to_bytes(24, 'little'), 24, 0)""",
        anywhere=False, since=(6, 17)),
    Attempt("read an attribute", """
        won = libc.getxattr(b'{secret}', b'user.mark', None, 0) > 0"""),
    Attempt("symbolic link", "os.symlink('{secret}', 'link'); won = open('link').read()"),
    Attempt("hard link", "os.link('{secret}', 'hard'); won = open('hard').read()"),
    Attempt("through /proc/self/root", "won = open('/proc/self/root{secret}').read()"),
    Attempt("through a descriptor", """
        place = os.open('{folder}', os.O_PATH)
        won = os.open('secret.db', os.O_RDONLY, dir_fd=place)"""),
    Attempt("reopen a descriptor", """
        place = os.open('{secret}', os.O_PATH); won = open(f'/proc/self/fd/{place}').read()"""),
    Attempt("database", """
        import sqlite3
        won = sqlite3.connect('{secret}').execute('create table t (x)')"""
        .replace("{secret}", "{folder}/gradebook.db")),
    Attempt("program", """
        won = b'SECRET' in subprocess.run(['cat', '{secret}'], capture_output=True).stdout"""),
    Attempt("shell", "won = 'SECRET' in str(get_ipython().getoutput('cat {secret}'))"),
    Attempt("in another process", """
        reading, writing = os.pipe()
        number = os.fork()
        if number == 0:
            try: os.write(writing, open('{secret}').read().encode())
            finally: os._exit(0)
        os.close(writing); won = os.read(reading, 99)"""),
    Attempt("in a thread", """
        import queue
        got = queue.Queue()
        threading.Thread(target=lambda: got.put(open('{secret}').read())).start()
        won = got.get(timeout=0.3)"""),
    Attempt("watch a folder", """
        won = libc.inotify_add_watch(libc.inotify_init(), b'{folder}', 0xfff) > 0"""),
    Attempt("notice of a folder", """
        import fcntl
        fcntl.fcntl(os.open('{folder}', os.O_RDONLY), fcntl.F_NOTIFY, 1); won = True"""),
    # the environment may lie in it, and then the way to the libraries can be seen
    Attempt("the repository", """
        won = set(['course.toml', 'solutions', 'tests']) & set(os.listdir('{repository}'))"""),
    Attempt("a file of the repository", "won = open('{repository}/course.toml').read()"),
    Attempt("import of the engine", "import autograder.checking; won = True", anywhere=False),
    Attempt("temporary files of others", "won = os.listdir('{tmp}')"),
    Attempt("write to /tmp of the machine", """
        os.close(os.open('{tmp}/left-behind', os.O_WRONLY | os.O_CREAT)); won = True"""),
    Attempt("write to /dev/shm", "open('/dev/shm/left-{sign}', 'w').write('x'); won = True"),
    Attempt("write to /var/tmp", "open('/var/tmp/left-{sign}', 'w').write('x'); won = True"),
    Attempt("/home and /root", "won = [*os.listdir('/home'), *os.listdir('/root')]", needs="root"),
    Attempt("/etc/shadow", "won = open('/etc/shadow').read()", needs="root"),
    Attempt("/etc/passwd", "won = open('/etc/passwd').read()"),
    Attempt("/etc", "won = 'passwd' in os.listdir('/etc')"),
    Attempt("/sys beyond the processors", "won = os.listdir('/sys/class')"),
    Attempt("/dev", "won = 'kmsg' in os.listdir('/dev') or open('/dev/kmsg')"),
    Attempt("kernel settings", """
        name = '/proc/sys/kernel/core_pattern'
        os.close(os.open(name, os.O_WRONLY)); won = True""", needs="root"),
    Attempt("path file", "open('{packages}/x-{sign}.pth', 'w').close(); won = True",
            anywhere=False),
    Attempt("sitecustomize", """
        place = [each for each in sys.path if each][0]
        open(place + '/sitecustomize.py', 'w').close(); won = True""", anywhere=False),
    Attempt("byte code of a library", """
        place = os.path.dirname(os.__file__)
        open(place + '/__pycache__/x-{sign}.pyc', 'w').close(); won = True""", anywhere=False),
    Attempt("library", "os.open(os.__file__, os.O_WRONLY); won = True"),
    Attempt("empty a library", "os.truncate(os.__file__, 0); won = True", anywhere=False),
    Attempt("mode of a library", """
        before = os.stat('{owned}').st_mode
        place = os.open('{owned}', os.O_RDONLY); os.fchmod(place, 0o640)
        won = os.stat('{owned}').st_mode != before"""),
    Attempt("times of a library", """
        place = os.open('{owned}', os.O_RDONLY); os.utime(place, (5, 5))
        won = os.stat('{owned}').st_mtime == 5"""),
    Attempt("version of a library's inode", """
        place = os.open('{owned}', os.O_RDONLY)
        won = libc.ioctl(place, 0x40087602, (5).to_bytes(8, 'little')) == 0""", anywhere=False),
    Attempt("flags of a library", """
        place = os.open('{owned}', os.O_RDONLY)
        won = libc.ioctl(place, 0x40086602, (0x40).to_bytes(8, 'little')) == 0""",
        anywhere=False),
    Attempt("lock on a library", """
        import fcntl
        mine, other = os.open(os.__file__, os.O_RDONLY), os.open(os.__file__, os.O_RDONLY)
        fcntl.flock(mine, fcntl.LOCK_EX)
        try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError: won = True"""),
    Attempt("lock on a part of a library", """
        import fcntl, struct
        mine, other = os.open(os.__file__, os.O_RDONLY), os.open(os.__file__, os.O_RDONLY)
        part = struct.pack('hhqqi4x', fcntl.F_RDLCK, 0, 7, 1, 0)
        fcntl.fcntl(mine, fcntl.F_SETLK, part)
        seen = fcntl.fcntl(other, 36, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 7, 1, 0))
        won = struct.unpack('hhqqi4x', seen)[0] != fcntl.F_UNLCK"""),
    Attempt("lock of an open file", """
        import fcntl, struct
        mine, other = os.open(os.__file__, os.O_RDONLY), os.open(os.__file__, os.O_RDONLY)
        part = struct.pack('hhqqi4x', fcntl.F_RDLCK, 0, 7, 1, 0)
        fcntl.fcntl(mine, 37, part)
        seen = fcntl.fcntl(other, 36, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 7, 1, 0))
        won = struct.unpack('hhqqi4x', seen)[0] != fcntl.F_UNLCK"""),
    Attempt("lease on a library", """
        import fcntl
        fcntl.fcntl(os.open('{owned}', os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK)
        won = True"""),
    Attempt("the code that runs here", """
        import autograder.sandbox.inside.child as child
        open(child.__file__, 'a').close(); won = True"""),
    Attempt("IPython's start-up files", """
        os.mkdir('{folder}/profile_default'); won = True"""),
    Attempt("above the folder", "open('../x-{sign}', 'w').close(); won = True", anywhere=False),
    Attempt("device", "os.mknod('device', 0o20600, os.makedev(1, 1)); won = os.open('device', 0)",
            anywhere=False),
]  # fmt: skip

NETWORK = [
    Attempt("TCP", "socket.create_connection(('127.0.0.1', {tcp}), 1); won = True"),
    Attempt("UDP", """
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.sendto(b'x', ('127.0.0.1', {udp})); won = True"""),
    Attempt("listen", "sock = socket.socket(); sock.bind(('127.0.0.1', 0)); won = True"),
    Attempt("IPv6", "won = socket.socket(socket.AF_INET6)"),
    Attempt("Unix socket by path", """
        sock = socket.socket(socket.AF_UNIX); sock.connect('{unix}'); won = True"""),
    Attempt("Unix socket by name", """
        sock = socket.socket(socket.AF_UNIX); sock.connect('\\0{abstract}'); won = True"""),
    Attempt("datagrams from a pair", """
        one, other = pair(socket.SOCK_DGRAM); one.sendto(b'x', '{datagrams}'); won = True"""),
    Attempt("datagrams to a name", """
        one, other = pair(socket.SOCK_DGRAM); one.sendto(b'x', '\\0{datagrams_name}'); won = 1"""),
    Attempt("connect a pair", """
        one, other = pair(socket.SOCK_DGRAM); one.connect('{datagrams}'); won = True"""),
    Attempt("flags around the kind", """
        kind = ctypes.c_ulong(socket.SOCK_DGRAM | 1 << 32)
        won = libc.syscall({socketpair}, socket.AF_UNIX, kind, 0, (ctypes.c_int * 2)()) == 0"""),
    Attempt("netlink", "won = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)"),
    Attempt("packets", "won = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", needs="root"),
    Attempt("with a program", """
        test = "import socket; socket.create_connection(('127.0.0.1', {tcp}), 1)"
        won = subprocess.run([sys.executable, '-S', '-c', test]).returncode == 0"""),
    Attempt("a pair of another family", "won = socket.socketpair(30)", anywhere=False),
    Attempt("hand over a descriptor", """
        one, other = pair()
        socket.send_fds(one, [b'x'], [0])
        won = socket.recv_fds(other, 1, 1)[1]"""),
    Attempt("hand over several", """
        one, other = pair()
        byte = ctypes.create_string_buffer(b'x')
        parts = vector(ctypes.addressof(byte), 1)
        message = (ctypes.c_size_t * 8)(0, 0, ctypes.addressof(parts), 1)
        won = call('sendmmsg', one.fileno(), message, 1, 0)"""),
    Attempt("who is at the other end", """
        one = socket.socket(fileno=os.dup(the_socket()))
        won = one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)"""),
    Attempt("take the one at the other end", """
        one = socket.socket(fileno=os.dup(the_socket()))
        won = one.getsockopt(socket.SOL_SOCKET, 77) > 0""", since=(6, 5)),
    Attempt("the machine's network", "won = open('/proc/net/unix').read()", levels=("base",)),
    Attempt("by its own entry", "won = open('/proc/self/net/unix').read()", levels=("base",)),
    Attempt("by its thread", "won = open('/proc/thread-self/net/unix').read()", levels=("base",)),
    Attempt("by its task", """
        won = open(f'/proc/self/task/{os.getpid()}/net/unix').read()""", levels=("base",)),
    Attempt("the machine's interfaces", """
        import fcntl
        there = ctypes.create_string_buffer(4096)
        asked = (4096).to_bytes(8, 'little') + ctypes.addressof(there).to_bytes(8, 'little')
        fcntl.ioctl(pair()[0], 0x8912, asked)
        won = b'lo' in there.raw"""),
    Attempt("more room in a socket", """
        one, other = pair()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20); won = True"""),
    Attempt("its own socket, to a path", """
        import socket as s
        mine = s.socket(fileno=os.dup(the_socket())); mine.connect('{unix}'); won = True""",
        anywhere=False),
]  # fmt: skip

PROCESSES = [
    Attempt("signal", "os.kill({victim}, signal.SIGTERM); won = True"),
    Attempt("signal nothing", "os.kill({victim}, 0); won = True"),
    Attempt("signal with a high half", """
        won = libc.syscall({kill}, ctypes.c_ulong({victim} | 1 << 32), 0) == 0"""),
    Attempt("queue a signal", "won = call('rt_sigqueueinfo', {victim}, 0, bytes(128))",
            anywhere=False),
    Attempt("signal a thread", "won = call('tkill', {victim}, 0)"),
    Attempt("signal by descriptor", """
        signal.pidfd_send_signal(os.pidfd_open({victim}), 0); won = True"""),
    Attempt("signal by a pipe", """
        import fcntl
        reading, writing = os.pipe()
        fcntl.fcntl(reading, fcntl.F_SETOWN, {victim})
        fcntl.fcntl(reading, 10, signal.SIGTERM)
        fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
        os.write(writing, b'x'); won = True"""),
    Attempt("signal by a pipe, high half", """
        reading, writing = os.pipe()
        command = ctypes.c_ulong(8 | 1 << 32)
        won = libc.syscall({fcntl}, reading, command, {victim}) == 0"""),
    Attempt("signal by a socket", """
        import fcntl, struct
        one, other = pair()
        fcntl.ioctl(one, 0x8901, struct.pack('i', {victim})); won = True"""),
    Attempt("the group", "os.killpg(os.getpgid({victim}), 0); won = True"),
    Attempt("the parent", "os.kill(os.getppid() or {victim}, 0); won = True"),
    Attempt("join the group", "os.setpgid(0, os.getpgid({victim})); won = True", anywhere=False),
    Attempt("all processes", "os.kill(-1, 0); won = True", levels=("base",)),
    Attempt("limits", "won = resource.prlimit({victim}, resource.RLIMIT_NOFILE, (9, 9))"),
    Attempt("read limits", "won = resource.prlimit({victim}, resource.RLIMIT_NOFILE)"),
    Attempt("priority", "os.setpriority(os.PRIO_PROCESS, {victim}, 9); won = True"),
    Attempt("priority of a group", """
        os.setpriority(os.PRIO_PGRP, os.getpgid({victim}), 9); won = True"""),
    Attempt("priority of a user", "os.setpriority(os.PRIO_USER, 0, 9); won = True",
            anywhere=False, levels=("base",)),
    Attempt("be nice", "os.nice(5); won = True"),
    Attempt("be idle", "os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)); won = True"),
    Attempt("processors", "os.sched_setaffinity({victim}, [0]); won = True"),
    Attempt("scheduler", """
        os.sched_setscheduler({victim}, os.SCHED_BATCH, os.sched_param(0)); won = True"""),
    Attempt("scheduler by attributes", """
        won = call('sched_setattr', {victim}, (48).to_bytes(4, 'little') + bytes(44), 0)"""),
    Attempt("order of the disk", "won = call('ioprio_set', 1, {victim}, 3 << 13)"),
    Attempt("trace", """
        won = call('ptrace', 0x4206, {victim}, 0, 0)"""),
    Attempt("trace itself", "won = call('ptrace', 0, 0, 0, 0)", anywhere=False),
    Attempt("read memory", """
        to = ctypes.create_string_buffer(8)
        here = (ctypes.c_size_t * 2)(ctypes.addressof(to), 8)
        there = (ctypes.c_size_t * 2)({address}, 8)
        won = call('process_vm_readv', {victim}, here, 1, there, 1, 0)"""),
    Attempt("memory file", "os.open('/proc/{victim}/mem', os.O_RDONLY); won = True"),
    Attempt("environment", "won = open('/proc/{victim}/environ').read()"),
    Attempt("command line", "won = open('/proc/{victim}/cmdline').read()"),
    Attempt("descriptors", "won = os.listdir('/proc/{victim}/fd')"),
    Attempt("map of memory", "won = open('/proc/{victim}/maps').read()"),
    Attempt("root of another", "won = os.listdir('/proc/{victim}/root/')"),
    Attempt("list of processes", "won = len([p for p in os.listdir('/proc') if p.isdigit()]) > 9"),
    Attempt("take a descriptor", "won = call('pidfd_getfd', os.pidfd_open({victim}), 0, 0)"),
    Attempt("find by number", "won = os.pidfd_open({victim})"),
    Attempt("its group", "won = os.getpgid({victim})"),
    Attempt("its session", "won = os.getsid({victim})"),
    Attempt("its priority", "os.getpriority(os.PRIO_PROCESS, {victim}); won = True"),
    Attempt("its processors", "won = os.sched_getaffinity({victim})"),
    Attempt("its scheduler", "os.sched_getscheduler({victim}); won = True"),
    Attempt("its parameters", "won = os.sched_getparam({victim})"),
    Attempt("its slice of time", "os.sched_rr_get_interval({victim}); won = True"),
    Attempt("its attributes", "won = call('sched_getattr', {victim}, bytes(48), 48, 0)"),
    Attempt("its order of the disk", "won = call('ioprio_get', 1, {victim})"),
    Attempt("its processor time", "time.clock_gettime(~{victim} << 3 | 2); won = True"),
    Attempt("the steps of its clock", "time.clock_getres(~{victim} << 3 | 2); won = True",
            anywhere=False),
    Attempt("its capabilities", """
        asked = (0x20080522).to_bytes(4, 'little') + ({victim}).to_bytes(4, 'little')
        won = call('capget', asked, bytes(24))"""),
    Attempt("its locks", """
        won = call('get_robust_list', {victim}, (ctypes.c_size_t * 1)(), (ctypes.c_size_t * 1)())
        """),
    Attempt("compare", "won = call('kcmp', {victim}, {victim}, 0, 0, 0) or True"),
    Attempt("outlive the supervisor", "won = libc.prctl(1, 0, 0, 0, 0) == 0"),
    Attempt("outlive it, high half", """
        won = libc.syscall({prctl}, ctypes.c_ulong(1 | 1 << 32), 0, 0, 0, 0) == 0"""),
    Attempt("hide from the supervisor", "won = libc.prctl(4, 0, 0, 0, 0) == 0"),
    Attempt("leave its group", "open('{group}', 'w').write('0'); won = True", anywhere=False),
    Attempt("order of the killed", "open('/proc/self/oom_score_adj', 'w').write('0'); won = True"),
    Attempt("more limits", """
        resource.setrlimit(resource.RLIMIT_DATA, (-1, -1)); won = True"""),
    Attempt("another user", "os.setuid(0 if os.getuid() else 1); won = True", needs="root"),
    Attempt("another group", "os.setgid(0 if os.getgid() else 1); won = True", needs="root"),
    Attempt("capabilities", """
        rows = dict(row.split(':\\t') for row in open('/proc/self/status').read().splitlines())
        won = any(int(rows[f'Cap{name}'], 16) for name in ('Eff', 'Prm', 'Inh'))"""),
    Attempt("capabilities by exec", """
        rows = dict(row.split(':\t') for row in open('/proc/self/status').read().splitlines())
        won = int(rows['CapBnd'], 16)""", needs="root"),
]  # fmt: skip

GROUPS = {
    "files": FILES, "network": NETWORK, "processes": PROCESSES, "kernel": KERNEL,
    "quotas": QUOTAS, "memory": MEMORY,
}  # fmt: skip
