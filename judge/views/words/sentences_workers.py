"""What is said where several processes or machines share a run, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Claims and locks
    (
        "this process stood still, and others have taken its work over",
        "本进程曾停滞不动，其工作已由其他进程接手",
    ),
    ("start it again with --join", "请加上 --join 重新启动"),
    # Network file systems
    (
        "{!r} lies on a network file system ({}), where a run is not safe",
        "{0} 位于网络文件系统（{1}）上，在那里运行并不安全",
    ),
    (
        "use a folder on a disk of this machine, e.g. -o /tmp/first, and copy it when the run is done",
        "请使用本机磁盘上的文件夹，例如 -o /tmp/first，运行结束后再复制",
    ),
)
