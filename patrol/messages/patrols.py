"""What a patrol is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # patrols
    "track_erased": (
        "该次巡查的轨迹已超过保存期限并已删除，巡查次数与覆盖率保留。",
        "This patrol's track was erased when its time had passed; its figures stay.",
    ),
    "times_order": ("结束时间早于开始时间。", "The end is before the start."),
    "in_future": (
        "时间在将来（服务器时间 {now}），请校准手机时钟。",
        "This lies in the future (server time {now}); set the phone's clock.",
    ),
    "too_old": ("时间早于 {oldest}，请检查手机时钟。", "This is before {oldest}; check the phone's clock."),
    "track_too_short": (
        "轨迹至少需要两个定位点，现有 {count} 个。",
        "A track needs at least two fixes; this has {count}.",
    ),
    "track_too_long": (
        "轨迹最多 {max} 个定位点，现有 {count} 个，请降低采样频率或分次提交。",
        "A track holds at most {max} fixes; this has {count}. Sample less often or send it in parts.",
    ),
    "track_two_shapes": (
        "轨迹只能用一种写法：整数差分（t0、dt、lon、lat、acc）或线（type、coordinates、times），请删去其中一种。",
        "A track comes in one shape: whole numbers (t0, dt, lon, lat, acc) or a line (type, coordinates, times); leave "
        "one of them out.",
    ),
    "track_lengths": (
        "dt、lon、lat、acc 的个数必须相同（dt {dt}，lon {lon}，lat {lat}，acc {acc}）。",
        "dt, lon, lat and acc must have the same length (dt {dt}, lon {lon}, lat {lat}, acc {acc}).",
    ),
    "times_length": (
        "times 的个数（{times}）必须与坐标点数（{points}）相同。",
        "There must be as many times ({times}) as coordinates ({points}).",
    ),
    "time_backwards": (
        "第 {index} 个定位点的时间早于前一个，请按时间先后排列。",
        "Fix {index} is earlier than the one before; send fixes in order of time.",
    ),
    "lon_range": (
        "第 {index} 个点的经度 {value} 不在 -180 到 180 之间。",
        "Longitude {value} of fix {index} is not within -180 to 180.",
    ),
    "lat_range": (
        "第 {index} 个点的纬度 {value} 不在 -90 到 90 之间。",
        "Latitude {value} of fix {index} is not within -90 to 90.",
    ),
    "acc_range": (
        "第 {index} 个点的精度 {value} 米无效，应在 0 到 1000000 之间。",
        "The accuracy {value} m of fix {index} must be between 0 and 1000000.",
    ),
    "axes_swapped": (
        "经度和纬度似乎写反了：请先经度（lon）后纬度（lat）。",
        "Longitude and latitude look swapped: longitude (lon) comes first.",
    ),
    "outside_county": (
        "位置离本县 {distance_km} 公里，请检查坐标和坐标系（应为 WGS 84 或 CGCS2000 经纬度）。",
        "This lies {distance_km} km outside the county; check the coordinates (WGS 84 or CGCS2000 degrees).",
    ),
    "outside_patrol": (
        "时间不在巡查的起止时间之内（前后各放宽一小时）。",
        "This time is not within the patrol (give or take an hour).",
    ),
    "duplicate_id": ("编号重复：{id}。", "The id {id} appears twice."),
    "unknown_observation": (
        "没有编号为 {id} 的巡查记录，请检查照片所属的记录编号。",
        "This patrol has no observation {id}; check observation_id.",
    ),
    "observation_elsewhere": (
        "巡查记录编号 {id} 已属于另一次巡查，请重新生成。",
        "Observation id {id} belongs to another patrol already; make a new one.",
    ),
    "patrol_differs": (
        "同一编号的巡查已提交过且内容不同。已提交的巡查不能修改，请用新的编号提交更正。",
        "A patrol with this id was sent before with other content; send a correction under a new id.",
    ),
    "patrol_of_another": (
        "这个编号已被另一位人员使用，请用新的编号提交。",
        "This id was used by another officer already; use a new one.",
    ),
    "post_cannot_patrol": ("您的职务不提交巡查。", "Your post does not submit patrols."),
    # effectiveness
    "by_drone": ("现行制度不计无人机巡查。", "The rule does not count patrols by drone."),
    "too_brief": (
        "巡查 {minutes} 分钟，少于规定的 {required} 分钟。",
        "{minutes} minutes walked; the rule asks for {required}.",
    ),
    "too_short": ("巡查 {metres} 米，少于规定的 {required} 米。", "{metres} m walked; the rule asks for {required} m."),
    "too_brief_inside": (
        "在本人责任区内巡查 {minutes} 分钟，少于规定的 {required} 分钟。",
        "{minutes} minutes walked inside the own area; the rule asks for {required}.",
    ),
    "too_short_inside": (
        "在本人责任区内巡查 {metres} 米，少于规定的 {required} 米。",
        "{metres} m walked inside the own area; the rule asks for {required} m.",
    ),
    "not_on_own": (
        "本人责任河段或小班的覆盖率 {share}% 低于规定的 {required}%。",
        "{share}% of the own segment or plot covered; the rule asks for {required}%.",
    ),
    "no_movement": ("没有有效的行走轨迹。", "There is no real movement in the track."),
}
