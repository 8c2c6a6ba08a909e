namespace Geo.Core.Store.Keeping;

/// <summary>Why something may go.</summary>
public enum PruneKind
{
    /// <summary>Class raster of a survey whose ground a younger survey covers; no number that is stored was computed from it.</summary>
    ClassRaster = 0,

    /// <summary>Unfinished work that nobody has gone on with for a week.</summary>
    Checkpoint,

    /// <summary>Half-written files of runs that nobody executes, and of drawings.</summary>
    Temporary,

    /// <summary>A scene's or survey's file that no row has ever named, a day old: left by a kill between file and row.</summary>
    Orphan,

    /// <summary>Copy of the store from before an upgrade, a month old; the youngest stays.</summary>
    UpgradeCopy,

    /// <summary>Log lines of a run that ended more than a year ago; the run itself stays.</summary>
    RunLog,
}

/// <summary>Something that may go.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Path">File or folder within the workspace, with '/'; for log lines the run's id.</param>
/// <param name="Bytes">What it frees; of log lines about their text.</param>
/// <param name="SurveyId">The survey of a class raster; null for others.</param>
public sealed record Prunable(PruneKind Kind, string Path, long Bytes, string? SurveyId = null);
