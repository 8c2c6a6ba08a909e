namespace Geo.Testing;

/// <summary>The real data beside the checkout (../shared/data). Where it is absent a test is skipped; where it is present, nothing is.</summary>
internal static class SharedData
{
    /// <summary>The folder ../shared beside the repository root; null where absent.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Path of a file below shared/data; skips the test where the folder ../shared is absent, fails where only the file is.</summary>
    public static string Path(params string[] parts)
    {
        Skip.If(Root is null, "no ../shared here");
        string path = System.IO.Path.Combine([Root!, "data", .. parts]);
        Assert.True(File.Exists(path) || Directory.Exists(path), $"{path} is missing from shared data");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "GeoWfc.sln")))
            {
                string shared = System.IO.Path.Combine(folder.Parent!.FullName, "shared");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
