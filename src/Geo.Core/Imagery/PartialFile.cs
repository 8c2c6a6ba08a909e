using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A raster on its way: written beside its target and renamed when complete, so that the target is whole or absent.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _target;
    private readonly string _partial;
    private long _pending;

    // GDAL holds what is written until its cache is full: so much and not a whole raster waits there.
    private const long MostPending = 32L << 20;

    public PartialFile(string target, RasterSpec spec)
    {
        _target = Path.GetFullPath(target);
        string folder = Path.GetDirectoryName(_target)!;
        if (!Directory.Exists(folder)) throw new InputException(target, null, "its folder does not exist", "make the folder or name another file");
        _partial = Path.Combine(folder, $".{Path.GetFileNameWithoutExtension(_target)}.{Guid.NewGuid():N}.partial.tif");
        Dataset = Dataset.Create(_partial, spec);
    }

    /// <summary>The raster to write into.</summary>
    public Dataset Dataset { get; }

    /// <summary>Tells that so many bytes were written; many go to the file.</summary>
    public void Written(long bytes)
    {
        _pending += bytes;
        if (_pending < MostPending) return;
        _pending = 0;
        Dataset.ForgetBlocks();
    }

    /// <summary>Closes and renames, the sidecar with the class names first.</summary>
    public void Complete()
    {
        Dataset.Close();
        Disk.Flush(_partial);
        Move(".aux.xml");
        Move("");
    }

    public void Dispose()
    {
        Dataset.Dispose();
        File.Delete(_partial);
        File.Delete(_partial + ".aux.xml");
    }

    private void Move(string suffix)
    {
        if (File.Exists(_partial + suffix)) File.Move(_partial + suffix, _target + suffix, overwrite: true);
        else File.Delete(_target + suffix);
    }
}
