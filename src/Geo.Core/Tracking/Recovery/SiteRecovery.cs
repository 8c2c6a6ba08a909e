namespace Geo.Core.Tracking.Recovery;

/// <summary>A date that the recovery raster rests on.</summary>
/// <param name="Year">Its growing season.</param>
/// <param name="SceneId">The scene.</param>
/// <param name="ReferenceCover">Cover of the site's reference on it, above 0.</param>
public sealed record RecoveryDate(int Year, string SceneId, double ReferenceCover);

/// <summary>How a site fared pixel by pixel.</summary>
/// <param name="Window">Pixels of the grid round the site.</param>
/// <param name="Classes">Row by row, <see cref="RecoveryClass"/>; no data outside of the site (less than half of the pixel inside).</param>
/// <param name="SiteArea">Area of the site on the ellipsoid.</param>
/// <param name="Areas">Area of each class by exact coverage; they sum to the site's area, <see cref="RecoveryClass.NoData"/> is what was never seen.</param>
/// <param name="BeforeYear">Season that stands for before.</param>
/// <param name="AfterYear">Season that stands for after.</param>
/// <param name="Changes">Area by ground before and after; they sum to the site's area.</param>
public sealed record SiteRecovery(
    Window Window, byte[] Classes, SquareMetres SiteArea, IReadOnlyDictionary<RecoveryClass, SquareMetres> Areas,
    int BeforeYear, int AfterYear, IReadOnlyDictionary<(GroundCover Before, GroundCover After), SquareMetres> Changes)
{
    /// <summary>Area of a ground before.</summary>
    public SquareMetres Before(GroundCover ground) => new(Changes.Where(c => c.Key.Before == ground).Sum(c => c.Value.Value));

    /// <summary>Area of a ground after.</summary>
    public SquareMetres After(GroundCover ground) => new(Changes.Where(c => c.Key.After == ground).Sum(c => c.Value.Value));
}
