namespace Geo.Core.Imagery;

/// <summary>What a person may say of a product that its files do not.</summary>
public sealed record IngestOptions
{
    /// <summary>Profile id; null: guessed from name and bands, and the guess is told in the notes.</summary>
    public string? Profile { get; init; }

    /// <summary>Band number (from 1) by role name, in any case: BLUE, NIR, ELEVATION…, and the masks SCL, QA_PIXEL, ALPHA.</summary>
    public IReadOnlyDictionary<string, int>? BandMap { get; init; }

    /// <summary>Acquisition; null: from the product.</summary>
    public DateTimeOffset? Datetime { get; init; }

    /// <summary>True for simulated imagery; a file tagged GEOWFC_SYNTHETIC=YES says so itself.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Make a mask of cloud, haze and shadow where the product brings none and its bands allow it.</summary>
    public bool OwnMask { get; init; } = true;

    /// <summary>Looks up a scene by its source's hash, so that the same file twice is one scene; null: nothing is known.</summary>
    public Func<string, Scene?>? Known { get; init; }
}

/// <summary>What became of a product.</summary>
public enum IngestState
{
    /// <summary>A new scene lies in scenes/.</summary>
    Taken,
    /// <summary>The same source is a scene already; nothing was written.</summary>
    Known,
}

/// <summary>A product taken in.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="StacJson">Its STAC item, also in scenes/ID.json; empty where it was known.</param>
/// <param name="State">Whether it is new.</param>
/// <param name="Notes">What was guessed or left out, as sentences.</param>
public sealed record IngestResult(Scene Scene, string StacJson, IngestState State, IReadOnlyList<string> Notes);
