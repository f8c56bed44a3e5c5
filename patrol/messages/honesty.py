"""What is said of a flag, of a review, and what a reviewer is refused: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # flags: movement
    "mock_location": ("手机报告使用了模拟定位。", "The phone reports a mock location."),
    "jumped": (
        "轨迹有 {count} 处跳跃，最大一处 {seconds} 秒内移动 {metres} 米，不可能是步行、骑行或乘船。",
        "The track jumps {count} times; the longest is {metres} m in {seconds} s, which nothing on the ground can do.",
    ),
    "driven": (
        "有 {metres} 米（占全程 {percent}%）车速过快，不计入里程。",
        "{metres} m ({percent}% of the way) were driven too fast and do not count.",
    ),
    "too_regular": (
        "轨迹过于规则：{fixes} 个点的间距都约 {step_m} 米，转折中位数仅 {bend_m} 米，精度从不变化，像是画出来的。",
        "The track is too even: {fixes} fixes some {step_m} m apart, bending by {bend_m} m, one accuracy throughout.",
    ),
    "outlasts_track": (
        "申报用时 {minutes} 分钟，轨迹只有 {track_minutes} 分钟。",
        "{minutes} minutes are claimed; the track lasts {track_minutes}.",
    ),
    # flags: copies
    "replayed": (
        "轨迹与本人 {on} 的巡查有 {percent}% 相同（相差 {apart_m} 米，时间平移 {hours} 小时）。",
        "{percent}% of the track is the officer's own of {on}, {apart_m} m apart, {hours} h later or earlier.",
    ),
    "replayed_reversed": (
        "轨迹与本人 {on} 的巡查倒放后有 {percent}% 相同（相差 {apart_m} 米）。",
        "Run backwards, {percent}% of the track is the officer's own of {on}, {apart_m} m apart.",
    ),
    "copied": (
        "轨迹与他人 {on} 的巡查有 {percent}% 相同（相差 {apart_m} 米，时间平移 {hours} 小时）。",
        "{percent}% of the track is another officer's of {on}, {apart_m} m apart, {hours} h later or earlier.",
    ),
    "copied_reversed": (
        "轨迹与他人 {on} 的巡查倒放后有 {percent}% 相同（相差 {apart_m} 米）。",
        "Run backwards, {percent}% of the track is another officer's of {on}, {apart_m} m apart.",
    ),
    "together": (
        "与另一名人员同时同步行走，{percent}% 的路程相距不超过 {apart_m} 米：结伴巡查，或一人携带两部手机。",
        "In step with another officer for {percent}% of the way, {apart_m} m apart: walked together, or one person"
        " carried both phones.",
    ),
    "overlapping": (
        "同一人另有一次巡查与本次重叠 {minutes} 分钟。",
        "Another patrol of the same officer overlaps this one by {minutes} minutes.",
    ),
    # flags: clocks
    "clock_skew": (
        "手机时钟比服务器快 {seconds} 秒。",
        "The phone's clock is {seconds} s ahead of the server's.",
    ),
    "clock_gps": (
        "手机时钟与卫星时间相差至少 {seconds} 秒。",
        "The phone's clock and the satellites' differ by {seconds} s at least.",
    ),
    "late": (
        "巡查结束 {days} 天后才提交，超过 {allowed} 天。",
        "Handed in {days} days after its end; {allowed} are allowed for.",
    ),
    # flags: photos
    "photos_one_spot": (
        "{photos} 张照片都在 {metres} 米范围内拍摄，没有沿线拍摄。",
        "All {photos} photos were taken within {metres} m, none along the way.",
    ),
    "photo_far": ("照片位置距轨迹 {metres} 米。", "A photo lies {metres} m from the track."),
    "photo_time": ("照片拍摄时间与轨迹相差 {hours} 小时。", "A photo was taken {hours} h before or after the track."),
    "photo_exif_far": (
        "照片 EXIF 位置与提交位置相差 {metres} 米。",
        "The EXIF position of a photo differs by {metres} m from the declared one.",
    ),
    "photo_exif_time": (
        "照片 EXIF 时间与提交时间相差 {hours} 小时。",
        "The EXIF time of a photo differs by {hours} h from the declared one.",
    ),
    "photo_reused": (
        "同一张照片在 {on} 的另一次巡查中已使用。",
        "The same photo was handed in with another patrol, of {on}.",
    ),
    "photo_alike": (
        "照片与 {on} 另一次巡查的照片几乎相同（256 位中相差 {bits} 位）。",
        "A photo is nearly the same as one of another patrol, of {on} ({bits} of 256 bits differ).",
    ),
    # reviews
    "rejected_on_review": ("复核不通过，不计入任何统计。", "Rejected on review: it counts for nothing."),
    "review_own": (
        "不能复核自己的巡查，请由上级或其他主管人员处理。",
        "Nobody reviews a patrol of their own; somebody else in charge does.",
    ),
    "review_post": (
        "您的职务不能复核这次巡查，须由上级河长、林长或主管人员处理。",
        "Your post does not review this patrol; a chief above the officer, or the supervisor, does.",
    ),
    "review_words": ("不通过必须写明理由。", "A rejection needs words that say why."),
    "review_changed": (
        "这次巡查刚刚由别人复核过，请刷新后再看。",
        "Somebody else has just reviewed this patrol; load it anew.",
    ),
    "review_none_yet": ("这次巡查还没有复核过，请刷新后再看。", "No decision was taken on it yet; load it anew."),
    "review_changed_by": ("最近一次由{name}复核。", "The last decision is by {name}."),
    "review_same": (
        "这次巡查的复核状态已经如此，请刷新后再看。",
        "This patrol's review stands so already; load it anew.",
    ),
}
