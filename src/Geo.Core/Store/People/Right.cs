using System.Text.Json;

namespace Geo.Core.Store.People;

/// <summary>What can be allowed.</summary>
public enum Right
{
    /// <summary>Signing in and out: everyone, signed in or not.</summary>
    SignIn = 0,
    /// <summary>One's own password and API keys.</summary>
    OwnAccount,
    /// <summary>Reading collections of the visibility staff.</summary>
    ReadStaff,
    /// <summary>Verdicts on detections.</summary>
    Review,
    /// <summary>Field checks and cases; a town's people those of their own town.</summary>
    FieldCheck,
    /// <summary>Starting and cancelling runs.</summary>
    Run,
    /// <summary>Labels, models, accuracy samples.</summary>
    Models,
    /// <summary>Deciding on mine sites.</summary>
    DecideSites,
    /// <summary>Deciding on dumps: status, grade, samples, funding.</summary>
    DecideDumps,
    /// <summary>Creating, changing and deleting rows of registers over the features interface.</summary>
    EditRegisters,
    /// <summary>Correcting, freezing and sending monthly reports.</summary>
    Report,
    /// <summary>Reading collections of the visibility admin.</summary>
    ReadAdmin,
    /// <summary>Accounts and the keys of others.</summary>
    People,
    /// <summary>The audit log.</summary>
    Audit,
    /// <summary>The back office of the job queue.</summary>
    Console,
}

/// <summary>Who may do what: the one table, also printed in docs/people.md.</summary>
public static class Rights
{
    private static readonly Right[] Viewer = [Right.SignIn, Right.OwnAccount, Right.ReadStaff];
    private static readonly Right[] Town = [.. Viewer, Right.Review, Right.FieldCheck];
    private static readonly Right[] Ecology = [.. Town, Right.Run, Right.Models, Right.Report, Right.DecideDumps, Right.EditRegisters];
    private static readonly Right[] NaturalResources = [.. Ecology, Right.DecideSites];

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Right> Of(Role role) => new HashSet<Right>(role switch
    {
        Role.Viewer => Viewer,
        Role.Town => Town,
        Role.Ecology => Ecology,
        Role.NaturalResources => NaturalResources,
        Role.Admin => Enum.GetValues<Right>(),
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    });

    /// <summary>What reading a collection of a visibility takes; null where everyone may.</summary>
    public static Right? ToRead(Visibility visibility) => visibility switch
    {
        Visibility.Public => null,
        Visibility.Staff => Right.ReadStaff,
        _ => Right.ReadAdmin,
    };

    /// <summary>The name of a right as answers have it: decide_sites.</summary>
    public static string Name(this Right right) => JsonNamingPolicy.SnakeCaseLower.ConvertName(right.ToString());
}
