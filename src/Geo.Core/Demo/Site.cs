namespace Geo.Core.Demo;

/// <summary>What an object of the plan is.</summary>
internal enum SiteKind
{
    Pit, Dump, CoalYard, IronYard, BuildingSite, Stranger,
}

/// <summary>How a pit fares over the dates.</summary>
internal enum Fate
{
    Untouched, InWork, Recovering, Restored, Relapsing, Rebuilt,
}

/// <summary>One made object: where it is, what it is made of, how high or deep, and how its cover runs.</summary>
/// <param name="Index">Position in the plan.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Register number from 1; 0 where unlisted or no register.</param>
/// <param name="Shape">True outline, plan metres.</param>
/// <param name="Surveyed">Outline in the register, plan metres.</param>
/// <param name="Material">Main ground.</param>
/// <param name="Relief">Height of a dump or depth of a pit, metres.</param>
/// <param name="Grain">Width of benches or heaps, metres.</param>
/// <param name="Hash">Seed of its texture.</param>
/// <param name="Fate">Pits only.</param>
/// <param name="CoverAt">Relative vegetation cover at each date of the parameters, [0, 1].</param>
/// <param name="Train">True where labels may be drawn.</param>
/// <param name="InSmall">True where it lies in the small window.</param>
/// <param name="Archive">How its cover ran on the dates of the archive.</param>
internal sealed record Site(
    int Index, SiteKind Kind, int Number, Shape Shape, Shape Surveyed, Ground Material, float Relief, float Grain, uint Hash,
    Fate Fate, float[] CoverAt, bool Train, bool InSmall, SiteArchive Archive)
{
    /// <summary>Below this relative cover a pit counts as unrestored.</summary>
    public const float RestoredFrom = 0.45f;

    /// <summary>Relative cover at a date by its number.</summary>
    public float CoverOn(int date) => date < CoverAt.Length ? CoverAt[date] : Archive.CoverAt[date - CoverAt.Length];

    /// <summary>True class at a date of the parameters.</summary>
    public Cover CoverClass(int date) => Kind switch
    {
        SiteKind.Dump => Cover.Stockpile,
        SiteKind.CoalYard => Cover.CoalYard,
        SiteKind.IronYard => Cover.IronYard,
        SiteKind.BuildingSite => Cover.BuildingSite,
        SiteKind.Stranger => Cover.BuiltUp,
        _ => CoverOn(date) < RestoredFrom ? Cover.UnrestoredPit : Cover.RestoredPit,
    };

    /// <summary>Status of a pit at a date, names of DOMAIN.md §2.</summary>
    public string Status(int date)
    {
        float cover = CoverOn(date);
        if (Fate == Fate.Relapsing && cover < RestoredFrom)
        {
            return "relapsed";
        }

        bool before = date >= CoverAt.Length && Archive.Change == "works_started" && Archive.Years[date - CoverAt.Length] < Archive.ChangeYear;
        return Fate == Fate.Untouched || before ? "not_started" : cover < 0.25f ? "in_progress" : cover < 0.85f ? "vegetating" : "restored";
    }
}
