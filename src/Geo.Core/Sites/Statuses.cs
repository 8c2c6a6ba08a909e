using System.Text.Json;

namespace Geo.Core.Sites;

/// <summary>Status of a mine site, in the order of the work; stored as not_started and so on.</summary>
public enum MineStatus
{
    /// <summary>未治理.</summary>
    NotStarted = 0,
    /// <summary>治理中.</summary>
    InProgress,
    /// <summary>复绿中.</summary>
    Vegetating,
    /// <summary>已修复.</summary>
    Restored,
    /// <summary>已验收; only ever set by a person.</summary>
    Accepted,
    /// <summary>反弹, from any of the three before.</summary>
    Relapsed,
}

/// <summary>Status of a dump, in the order of the work.</summary>
public enum DumpStatus
{
    /// <summary>Suspected.</summary>
    Candidate = 0,
    /// <summary>In the inventory.</summary>
    Listed,
    /// <summary>To be sampled.</summary>
    SamplingPlanned,
    /// <summary>Sampled.</summary>
    Sampled,
    /// <summary>Its waste is identified.</summary>
    Identified,
    /// <summary>To be remediated.</summary>
    RemediationPlanned,
    /// <summary>Money is there.</summary>
    Funded,
    /// <summary>Work goes on.</summary>
    Remediating,
    /// <summary>Work is done.</summary>
    Remediated,
    /// <summary>Checked on the ground.</summary>
    Verified,
}

/// <summary>How a mine is to be restored.</summary>
public enum RestorationMode
{
    /// <summary>自然恢复.</summary>
    Natural = 0,
    /// <summary>辅助再生.</summary>
    Assisted,
    /// <summary>生态重建.</summary>
    Reconstruction,
    /// <summary>转型利用.</summary>
    Repurposing,
}

/// <summary>Is somebody answerable for a dump.</summary>
public enum ResponsibleParty
{
    /// <summary>Not known whether.</summary>
    Unknown = 0,
    /// <summary>Nobody.</summary>
    None,
    /// <summary>Somebody.</summary>
    Known,
}

/// <summary>Between enum members and the codes that are stored: NotStarted and not_started.</summary>
public static class StatusCode
{
    /// <summary>The stored code.</summary>
    public static string Of(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The member of a stored code; null for null.</summary>
    /// <exception cref="ArgumentException">No member has this code.</exception>
    public static T? Parse<T>(string? code) where T : struct, Enum
    {
        if (code is null)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == code)
            {
                return value;
            }
        }

        throw new ArgumentException($"{code} is no {typeof(T).Name}", nameof(code));
    }
}
