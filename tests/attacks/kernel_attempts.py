"""Attempts on the kernel itself: what it lends, what it counts for a user, and what it forgets to
count."""

from __future__ import annotations

from attempt import Attempt

KERNEL = [
    Attempt("user namespace", "won = call('unshare', 0x10000000)", anywhere=False),
    Attempt("mount namespace", "won = call('unshare', 0x20000)", anywhere=False),
    Attempt("clone into a namespace", """
        number = libc.syscall({clone}, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
        if number == 0: os._exit(0)
        won = number > 0"""),
    Attempt("clone3", "won = call('clone3', bytes(88), 88)", anywhere=False),
    Attempt("unknown flags", "call('openat2', -100, b'/', bytes(24), 24); won = True"),
    Attempt("enter a namespace", """
        call('setns', os.open('/proc/self/ns/net', os.O_RDONLY), 0); won = True""", needs="root"),
    Attempt("mount", "won = call('mount', b'none', b'.', b'tmpfs', 0, 0)", anywhere=False),
    Attempt("open a tree", "won = call('open_tree', -100, b'/', 1)", anywhere=False),
    Attempt("open a file system", "won = call('fsopen', b'tmpfs', 0)", needs="root"),
    Attempt("change the root", "won = call('chroot', b'.')", anywhere=False),
    Attempt("pivot", "won = call('pivot_root', b'.', b'.')", anywhere=False),
    Attempt("name of the machine", "won = call('sethostname', b'x', 1)", anywhere=False),
    Attempt("bpf", "call('bpf', 0, bytes(72), 72); won = True", anywhere=False),
    Attempt("performance events", """
        call('perf', (1).to_bytes(4, 'little') + (112).to_bytes(4, 'little') + bytes(104),
             0, -1, -1, 0)
        won = True""", anywhere=False),
    Attempt("io_uring", "won = call('uring', 4, bytes(120))", anywhere=False),
    Attempt("key ring", "won = call('keyctl', 0, -3, 1)"),
    Attempt("add a key", "won = call('add_key', b'user', b'x-{sign}', b'y', 1, -3)",
            anywhere=False),
    Attempt("userfaultfd", "won = call('userfaultfd', 1)", needs="root"),
    Attempt("message queue", "won = call('msgget', 0, 0)", anywhere=False),
    Attempt("semaphores", "won = call('semget', 0, 1, 0)", anywhere=False),
    Attempt("memfd", "won = os.memfd_create('x')"),
    Attempt("shared memory", "won = call('shmget', 0, 4096, 0o1600)", anywhere=False),
    Attempt("shared anonymous memory", "won = mmap.mmap(-1, 4096)"),
    Attempt("shared zeros", """
        won = mmap.mmap(os.open('/dev/zero', os.O_RDWR), 4096)"""),
    Attempt("huge pages", "won = mmap.mmap(-1, 1 << 21, flags=0x40022)", anywhere=False),
    Attempt("calls younger than the list", "won = younger(444, bytes(8), 8, 0)", anywhere=False),
    Attempt("a filter of its own", """
        won = call('seccomp', 2, 0, (0x7FFF0000).to_bytes(4, 'little'))"""),
    Attempt("a map that grows", "won = mmap.mmap(-1, 4096, flags=0x122)"),
    Attempt("descriptors of its own", "won = younger(436, 1000, 1000, 2)"),
    Attempt("a thread with descriptors of its own", """
        number = libc.syscall({clone}, 0x10B00, pages() + 8192, 0, 0, 0)
        won = number > 0""", anywhere=False),
    Attempt("what is in the cache", """
        place = os.open(os.__file__, os.O_RDONLY)
        won = younger(451, place, (ctypes.c_uint64 * 2)(0, 4096), (ctypes.c_uint64 * 5)(), 0)""",
        since=(6, 5)),
    Attempt("name a file", """
        call('name_to_handle_at', -100, b'{folder}', (128).to_bytes(8, 'little') + bytes(128),
             bytes(8), 0)
        won = True"""),
    Attempt("old system calls", """
        code = mmap.mmap(-1, 4096, flags=0x22, prot=7)
        # mov eax, 20 (getpid); int 0x80; ret
        code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
        place = ctypes.addressof(ctypes.c_char.from_buffer(code))
        number = os.fork()
        if number == 0:
            os._exit(0 if ctypes.CFUNCTYPE(ctypes.c_int)(place)() > 0 else 1)
        won = os.waitpid(number, 0)[1] == 0""", levels=("full",)),
    Attempt("calls of another kind", """
        number = os.fork()
        if number == 0:
            os._exit(0 if libc.syscall(0x40000000 + 39) > 0 else 1)
        won = os.waitpid(number, 0)[1] == 0""", anywhere=False, levels=("full",)),
]  # fmt: skip

# Counted for all processes of a user: in the level `base`, the grader's own are among these.
QUOTAS = [
    Attempt("remove semaphores", "won = libc.semctl({semaphores}, 0, 0) == 0"),
    Attempt("remove messages", "won = libc.msgctl({messages}, 0, None) == 0"),
    Attempt("look at semaphores", "won = libc.semctl({semaphores}, 0, 12) >= 0"),
    Attempt("remove shared memory", "won = libc.shmctl({segment}, 0, None) == 0"),
    Attempt("remove a queue", "won = libc.mq_unlink(b'{queue}') == 0"),
    Attempt("open a queue", "won = libc.mq_open(b'{queue}', 0) > 0"),
    Attempt("timers", """
        for n in range(1000): call('timer_create', 1, 0, ctypes.byref(ctypes.c_int()))
        won = True"""),
    Attempt("pending signals", """
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, [40])
        for n in range(1000):
            if libc.sigqueue(os.getpid(), 40, None): raise OSError(ctypes.get_errno(), n)
        won = True"""),
    Attempt("asynchronous reads", "won = call('io_setup', 1, (ctypes.c_ulong * 1)())"),
    Attempt("watches", """
        import select
        won = select.epoll()"""),
    Attempt("watches, as in older programs", "import select; won = libc.epoll_create(1) > 0"),
    Attempt("large pipes", """
        import fcntl
        won = fcntl.fcntl(os.pipe()[1], 1031, 1 << 20)"""),
    Attempt("rules of its own", "won = younger(444, (1).to_bytes(8, 'little'), 8, 0)"),
    Attempt("locked memory", "won = libc.mlock(ctypes.c_size_t(pages()), 4096) == 0"),
]  # fmt: skip

# Memory and disk that the supervisor could not see.
MEMORY = [
    Attempt("pages in a pipe", """
        won = call('vmsplice', os.pipe()[1], vector(pages(), 4096), 1, 0)"""),
    Attempt("pages of a file in a pipe", """
        won = os.splice(os.open(os.__file__, os.O_RDONLY), os.pipe()[1], 10)"""),
    Attempt("sent into a pipe", """
        won = os.sendfile(os.pipe()[1], os.open(os.__file__, os.O_RDONLY), 0, 10)"""),
    Attempt("pages of a pipe in another", """
        reading, writing = os.pipe()
        os.write(writing, b'x')
        won = call('tee', reading, os.pipe()[1], 1, 0)"""),
    Attempt("giant pages", "won = advise(14)"),
    Attempt("giant pages at once", "won = advise(25)", since=(6, 1)),
    Attempt("giant pages once more", "won = libc.prctl(41, 0, 0, 0, 0) == 0"),
    Attempt("giant pages of the machine", """
        won = 'THP_enabled:\\t1' in open('/proc/self/status').read()"""),
    Attempt("giant pages of a program", """
        command = ['cat', '/proc/self/status']
        won = b'THP_enabled:\\t1' in subprocess.run(command, capture_output=True).stdout"""),
    Attempt("pages to the swap", "won = advise(21)"),
    Attempt("pages that grow cold", "won = advise(20)"),
    Attempt("pages that are merged", "won = advise(12)", anywhere=False),
    Attempt("all pages merged", "won = libc.prctl(67, 1, 0, 0, 0) == 0", anywhere=False),
    Attempt("a file without a name", "won = os.open('.', os.O_TMPFILE | os.O_RDWR)"),
    Attempt("room before it is written", """
        libc.fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_long]
        won = libc.fallocate(os.open('x', os.O_CREAT | os.O_RDWR), 1, 0, 10**7) == 0"""),
    Attempt("room in the file", """
        place = os.open('y', os.O_CREAT | os.O_RDWR)
        libc.fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_long]
        won = libc.fallocate(place, 0, 0, 10**7) == 0"""),
]  # fmt: skip
