using Geo.Core.Sites;

namespace Geo.Core.Tracking.Assessment;

/// <summary>Something that changed a site for good (变化).</summary>
/// <param name="Kind">new_digging, works_started, relapse, pit_lake, gradual_recovery or gradual_decline.</param>
/// <param name="At">First scene that shows it, UTC; of a gradual change the scene at which it began.</param>
/// <param name="Share">Size of the step: cover over reference cover; for pit_lake the water share.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Before">Level before.</param>
/// <param name="After">Level after.</param>
/// <param name="From">Last date before it; of a gradual change its beginning.</param>
/// <param name="To">First date that shows it; of a gradual change its end.</param>
/// <param name="Evidence">In words.</param>
/// <param name="SceneIds">Scenes from one date to the other.</param>
public sealed record FoundChange(
    string Kind, DateTimeOffset At, double Share, double Low, double High, double Before, double After, DateOnly From, DateOnly To, Reason Evidence, IReadOnlyList<string> SceneIds)
{
    /// <summary>Cover was lost within a season on a site that was not restored.</summary>
    public const string NewDigging = "new_digging";

    /// <summary>The ground was moved or sown (动工).</summary>
    public const string WorksStarted = "works_started";

    /// <summary>Cover was lost on a site that was restored (反弹).</summary>
    public const string Relapse = "relapse";

    /// <summary>Water rose in the pit (矿坑积水).</summary>
    public const string PitLake = "pit_lake";

    /// <summary>True where seasons before it say nothing of the ground as it is now.</summary>
    public bool Disturbs => Kind is NewDigging or WorksStarted or Relapse;

    /// <summary>True where somebody should look at it.</summary>
    public bool Alerts => Disturbs || Kind == PitLake;

    /// <summary>The kind in Chinese.</summary>
    public string KindZh => Kind switch
    {
        NewDigging => "新增采动",
        WorksStarted => "治理施工",
        Relapse => "反弹",
        PitLake => "积水坑",
        "gradual_recovery" => "逐步恢复",
        _ => "逐步退化",
    };
}

/// <summary>What the watch over a vegetated, restored or accepted site says.</summary>
/// <param name="Alarmed">A relapse is shown.</param>
/// <param name="At">First scene of it; null while quiet.</param>
/// <param name="Scenes">Scenes in a row that show it.</param>
/// <param name="Loss">How far they lie below what was expected, in the ratio; null while quiet.</param>
/// <param name="SceneIds">These scenes.</param>
public sealed record RelapseState(bool Alarmed, DateTimeOffset? At, int Scenes, double? Loss, IReadOnlyList<string> SceneIds);
