namespace Geo.Core.Tracking;

/// <summary>The part of the rules that says how pixels of a site and of its reference are chosen.</summary>
internal sealed class ObservingRules
{
    public ObservingRules(Func<string, double> get, IReadOnlyList<string> noReferenceClasses)
    {
        (HazeAbove, RoofAbove) = (get("haze_hot_above"), get("bright_roof_hot_above"));
        (BlockMetres, RestoredFace) = (get("error_block_m"), get("restored_face_cover_ratio"));
        (SlopeStep, FlatBelow, MatchedShare) = (get("match_slope_step_deg"), get("match_flat_below_deg"), get("match_site_share_at_least"));
        NoReferenceClasses = noReferenceClasses;
    }

    /// <summary>A block whose lowest tenth has a higher HOT is hazy.</summary>
    public double HazeAbove { get; }

    /// <summary>A pixel of a higher HOT is a bright roof or gypsum, and no reference.</summary>
    public double RoofAbove { get; }

    /// <summary>Side of the blocks whose spread is a mean's standard error, m.</summary>
    public double BlockMetres { get; }

    /// <summary>A pixel belongs to the restored face from this share of the reference cover.</summary>
    public double RestoredFace { get; }

    /// <summary>Width of a class of slope, degrees.</summary>
    public double SlopeStep { get; }

    /// <summary>Below this slope, degrees, ground has no aspect.</summary>
    public double FlatBelow { get; }

    /// <summary>Part of the site that must find ground of its own slope and aspect.</summary>
    public double MatchedShare { get; }

    /// <summary>Classes of a class raster that are no undisturbed nature.</summary>
    public IReadOnlyList<string> NoReferenceClasses { get; }
}
