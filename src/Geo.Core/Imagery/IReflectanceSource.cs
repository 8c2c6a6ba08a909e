namespace Geo.Core.Imagery;

/// <summary>
/// Physical values on one grid: a scene, or a composite of several. Not thread-safe: one source a thread
/// (<see cref="Reopen"/>); the values depend on the pixel only, never on the window asked for.
/// </summary>
public interface IReflectanceSource : IDisposable
{
    /// <summary>The grid the windows refer to.</summary>
    Grid Grid { get; }

    /// <summary>Roles that can be read, in a fixed order.</summary>
    IReadOnlyList<BandRole> Roles { get; }

    /// <summary>Reads a window of one role: reflectance (Elevation: metres), row by row; NaN where there is no data, cloud, or outside the grid.</summary>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="window">May leave the grid; what lies outside is NaN.</param>
    /// <param name="into">Length = width × height.</param>
    void Read(BandRole role, Window window, Span<float> into);

    /// <summary>Days whose values are joined; 1 where there is nothing to join. Statistics of a season need several.</summary>
    int Days => 1;

    /// <summary>Reads a window of one optical role as each day saw it; where the days are joined, <see cref="Read"/> is their median.</summary>
    /// <param name="role">One of <see cref="Roles"/>, not Elevation.</param>
    /// <param name="window">May leave the grid; what lies outside is NaN.</param>
    /// <param name="into">Length = days × width × height: day after day in the order of time, row by row; NaN as in <see cref="Read"/>.</param>
    void ReadDays(BandRole role, Window window, Span<float> into) => Read(role, window, into);

    /// <summary>Reads why pixels are left out: <see cref="Quality"/> codes, row by row; <see cref="Quality.NoData"/> outside of the grid.</summary>
    /// <param name="window">May leave the grid.</param>
    /// <param name="into">Length = width × height.</param>
    /// <returns>False where the source has no mask; nothing is written then.</returns>
    bool ReadQuality(Window window, Span<byte> into) => false;

    /// <summary>A second source over the same data for another thread.</summary>
    IReflectanceSource Reopen();
}
