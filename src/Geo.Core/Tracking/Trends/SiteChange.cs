using Geo.Core.Sites;

namespace Geo.Core.Tracking.Trends;

/// <summary>What can happen at a site.</summary>
public enum ChangeKind
{
    /// <summary>新增采动: cover falls within a season.</summary>
    NewDigging,

    /// <summary>治理施工: cover rises within two seasons, as after sowing, or falls and then rises above what it was, as after regrading.</summary>
    WorksStarted,

    /// <summary>反弹: cover falls after the site was restored.</summary>
    Relapse,

    /// <summary>积水坑: water appears and stays.</summary>
    PitLake,

    /// <summary>逐步恢复: cover rises over years.</summary>
    GradualRecovery,

    /// <summary>逐步退化: cover falls over years.</summary>
    GradualDecline,
}

/// <summary>A change at a site.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Year">The growing season that shows it first.</param>
/// <param name="From">Last scene before it; of a gradual change its beginning.</param>
/// <param name="To">First scene that shows it; of a gradual change its end, or the last scene.</param>
/// <param name="Before">Level before: cover over reference cover (water share for a pit lake).</param>
/// <param name="After">Level after.</param>
/// <param name="Magnitude">After less before.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ScenesBefore">Scenes that show the level before.</param>
/// <param name="ScenesAfter">Scenes that show the change.</param>
/// <param name="Evidence">In words.</param>
public sealed record SiteChange(
    ChangeKind Kind, int Year, DateOnly From, DateOnly To, double Before, double After, double Magnitude, double Low, double High,
    int ScenesBefore, int ScenesAfter, Reason Evidence)
{
    /// <summary>The kind's word in layers: new_digging, works_started…</summary>
    public string Code => Kind switch
    {
        ChangeKind.NewDigging => "new_digging",
        ChangeKind.WorksStarted => "works_started",
        ChangeKind.Relapse => "relapse",
        ChangeKind.PitLake => "pit_lake",
        ChangeKind.GradualRecovery => "gradual_recovery",
        _ => "gradual_decline",
    };
}

/// <summary>Parameters of the search; all our own choice, measured on simulated sites (docs/restoration-test.md).</summary>
public sealed record ChangeOptions
{
    /// <summary>First month of the growing season (DOMAIN.md, section 5).</summary>
    public int FirstMonth { get; init; } = 5;

    /// <summary>Its last month.</summary>
    public int LastMonth { get; init; } = 9;

    /// <summary>Least change of cover over reference cover.</summary>
    public double LeastChange { get; init; } = 0.12;

    /// <summary>Least rise of the water share that counts as a lake.</summary>
    public double LeastWater { get; init; } = 0.10;

    /// <summary>Gain in log-likelihood that a change must bring.</summary>
    public double Evidence { get; init; } = 6;

    /// <summary>Gain that a gradual change must bring over an abrupt one.</summary>
    public double GradualEvidence { get; init; } = 3;

    /// <summary>Least scenes on each side of a change.</summary>
    public int LeastScenes { get; init; } = 3;

    /// <summary>When the site was restored or accepted: a fall after it is a relapse.</summary>
    public DateOnly? RestoredOn { get; init; }
}
