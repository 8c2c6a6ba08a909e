namespace Geo.Jobs.Inbox;

/// <summary>Names that the inbox takes.</summary>
public static class InboxNames
{
    /// <summary>True for a file that can be a product by its name: a raster or an archive that is not half-copied.</summary>
    public static bool CanBeTaken(string name) => (ProductNames.IsRaster(name) || ProductNames.IsArchive(name)) && !ProductNames.IsUnfinished(name) && !ProductNames.IsJunk(name);
}
