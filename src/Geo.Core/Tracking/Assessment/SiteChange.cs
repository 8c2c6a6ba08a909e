namespace Geo.Core.Tracking.Assessment;

/// <summary>Something that changed a site for good (变化).</summary>
/// <param name="Kind">new_digging, works_started, relapse, pit_lake, or greening.</param>
/// <param name="At">First date that shows it, UTC.</param>
/// <param name="Share">Size of the step in the series' ratio; for pit_lake the water share that was gained.</param>
/// <param name="SceneIds">Scenes on either side of it.</param>
public sealed record SiteChange(string Kind, DateTimeOffset At, double Share, IReadOnlyList<string> SceneIds)
{
    /// <summary>Cover was lost on a site whose works had not begun.</summary>
    public const string NewDigging = "new_digging";

    /// <summary>The ground was moved within the plan's years (动工).</summary>
    public const string WorksStarted = "works_started";

    /// <summary>Cover was lost on a site that had been green (反弹).</summary>
    public const string Relapse = "relapse";

    /// <summary>Water rose in the pit (矿坑积水).</summary>
    public const string PitLake = "pit_lake";

    /// <summary>Cover was gained and stayed.</summary>
    public const string Greening = "greening";

    /// <summary>True where seasons before it say nothing of the ground as it is now.</summary>
    public bool Disturbs => Kind is NewDigging or WorksStarted or Relapse;

    /// <summary>The kind in Chinese.</summary>
    public string KindZh => Kind switch
    {
        NewDigging => "新开挖",
        WorksStarted => "动工",
        Relapse => "反弹",
        PitLake => "矿坑积水",
        _ => "复绿",
    };
}

/// <summary>What the watch over a vegetated, restored or accepted site says.</summary>
/// <param name="Alarmed">A relapse is shown.</param>
/// <param name="At">First scene of it; null while quiet.</param>
/// <param name="Scenes">Scenes in a row that show it.</param>
/// <param name="Loss">How far they lie below what was expected, in the ratio; null while quiet.</param>
/// <param name="SceneIds">These scenes.</param>
public sealed record RelapseState(bool Alarmed, DateTimeOffset? At, int Scenes, double? Loss, IReadOnlyList<string> SceneIds);
