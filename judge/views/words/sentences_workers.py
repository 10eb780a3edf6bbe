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
    # Workers
    ("judge {!r} cannot be sent to another process", "评审 {0} 无法发送到另一个进程"),
    ("a judge cannot be sent to another process: {}", "有评审无法发送到另一个进程：{0}"),
    (
        "define its class in a module of its own, or leave --workers out",
        "请把它的类定义在单独的模块中，或去掉 --workers",
    ),
    ("keep what it holds open out of its fields", "请不要让它的字段持有打开的资源"),
    ("workers die one after the other (the last with {})", "工作进程接连退出（最后一个的代码为 {0}）"),
    ("workers die one after the other", "工作进程接连退出"),
    ("is there enough memory? try fewer --workers", "请检查内存是否足够；可减少 --workers"),
    # Ray
    ("--engine ray needs Ray, which is not installed", "--engine ray 需要 Ray，但尚未安装"),
    ("--address is a Ray cluster's", "--address 是 Ray 集群的地址"),
    ("add --engine ray", "请加上 --engine ray"),
    (
        "egress is {!r} and --engine ray would send texts to {}",
        "egress 为 {0}，而 --engine ray 会把文本发送至 {1:own}",
    ),
    ("no Ray cluster at {}: {}", "{0} 处没有 Ray 集群：{1}"),
    (
        "ray start --head starts one: --address HOST:6379; where it wants a token: RAY_AUTH_MODE=token",
        "可用 ray start --head 启动集群：--address 主机:6379；若集群要求令牌：RAY_AUTH_MODE=token",
    ),
    ("the cluster has psyjudge {}, and this is {}", "集群上的 psyjudge 版本为 {0}，而本机为 {1}"),
    ("install the same version on every machine", "请在每台机器上安装相同的版本"),
    ("a judge cannot be made on the cluster: {}", "无法在集群上创建评审：{0}"),
    ("install its module on every machine", "请在每台机器上安装其模块"),
)
