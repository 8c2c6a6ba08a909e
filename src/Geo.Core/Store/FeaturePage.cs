using System.Collections;

namespace Geo.Core.Store;

/// <summary>Rows of one revision of a layer, read as they are enumerated; enumerate once.</summary>
public sealed class FeaturePage : IEnumerable<Feature>
{
    private readonly Func<FeaturePage, IEnumerable<Feature>> _rows;
    private readonly Func<long> _matched;

    internal FeaturePage(long revision, Func<FeaturePage, IEnumerable<Feature>> rows, Func<long> matched)
    {
        (Revision, _rows, _matched) = (revision, rows, matched);
    }

    /// <summary>The revision of the workspace that the page shows.</summary>
    public long Revision { get; }

    /// <summary>Set after the enumeration has ended: the token of the next page (letters, digits and hyphen only); null where there is none.</summary>
    public string? Next { get; internal set; }

    /// <summary>How many rows fulfil the request in this revision, over all pages.</summary>
    public long NumberMatched() => _matched();

    /// <inheritdoc/>
    public IEnumerator<Feature> GetEnumerator() => _rows(this).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
