using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Geo.Core.Gdal;

/// <summary>
/// Turns GDAL's return values into exceptions, in one place. GDAL reports to a handler of the calling thread, its own
/// workers (NUM_THREADS) to the global one; both are ours. Use: <see cref="Begin"/>, the call, one of the checks.
/// </summary>
internal static unsafe class GdalError
{
    private const int Warning = 2, Failure = 3, Limit = 32;

    // libtiff tells a full disk as a failed write only: then the disk itself is asked, while the half file still lies there.
    private static readonly string[] s_fullWords = ["No space left", "Free disk space available"];

    [ThreadStatic]
    private static List<(int Class, int Number, string Message)>? s_ofThread;

    private static readonly ConcurrentQueue<(int Number, string Message)> s_ofWorkers = new();

    /// <summary>Sets the global handler; once a process.</summary>
    internal static void Install() => Native.CPLSetErrorHandler(&OnWorker);

    /// <summary>Forgets what came before; the first call of a thread sets that thread's handler.</summary>
    internal static void Begin()
    {
        if (s_ofThread is null)
        {
            s_ofThread = [];
            Native.CPLPushErrorHandlerEx(&OnThread, 0);
        }

        s_ofThread.Clear();
        s_ofWorkers.Clear();
        Native.CPLErrorReset();
    }

    /// <summary>A CPLErr or OGRErr: 0 is success; CPLErr 1 and 2 (debug, warning) pass.</summary>
    internal static void Check(int error, string path, string what)
    {
        if (error >= Failure)
        {
            throw Make(path, what);
        }
    }

    /// <summary>An OGRErr: anything but 0 fails.</summary>
    internal static void CheckOgr(int error, string path, string what)
    {
        if (error != 0)
        {
            throw Make(path, what);
        }
    }

    /// <summary>A handle or pointer: null fails.</summary>
    internal static T NotNull<T>(T handle, string path, string what)
        where T : SafeHandle
    {
        if (handle.IsInvalid)
        {
            handle.Dispose();
            throw Make(path, what);
        }

        return handle;
    }

    /// <inheritdoc cref="NotNull{T}"/>
    internal static nint NotNull(nint pointer, string path, string what) => pointer != 0 ? pointer : throw Make(path, what);

    /// <summary>For calls that return void (close, flush before 3.7): fails where a failure was reported since <see cref="Begin"/>.</summary>
    internal static void CheckReported(string path, string what)
    {
        if (Native.CPLGetLastErrorType() >= Failure || s_ofThread!.Exists(m => m.Class >= Failure) || !s_ofWorkers.IsEmpty)
        {
            throw Make(path, what);
        }
    }

    /// <summary>The exception for the messages since <see cref="Begin"/>: the first failure leads, as later ones follow from it.</summary>
    internal static GdalException Make(string path, string what)
    {
        var all = s_ofThread ?? [];
        var failures = all.Where(m => m.Class >= Failure).Select(m => (m.Number, m.Message)).Concat(s_ofWorkers).ToList();
        if (failures.Count == 0)
        {
            failures = [.. all.Where(m => m.Class == Warning).Select(m => (m.Number, m.Message))];
        }

        return failures.Count == 0
            ? new GdalException(path, 0, $"{what} failed and GDAL gave no message")
            : new GdalException(path, failures[0].Number, $"{what}: {string.Join("; ", failures.Select(f => f.Message.TrimEnd(' ', '.')).Distinct().Take(4))}")
            {
                IsDiskFull = failures.Exists(f => Array.Exists(s_fullWords, f.Message.Contains)) || Disk.FreeBytes(System.IO.Path.GetDirectoryName(path) ?? "") < Disk.NearlyNothing,
            };
    }

    // The handlers are called from native code: they must never throw.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnThread(int errorClass, int number, byte* message)
    {
        if (s_ofThread is { Count: < Limit } messages)
        {
            messages.Add((errorClass, number, Text.Of((nint)message) ?? ""));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWorker(int errorClass, int number, byte* message)
    {
        if (errorClass >= Failure && s_ofWorkers.Count < Limit)
        {
            s_ofWorkers.Enqueue((number, Text.Of((nint)message) ?? ""));
        }
    }
}
