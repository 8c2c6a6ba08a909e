using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Geo.Core.Classification;

/// <summary>
/// Fits of ML.NET's own tree trainers side by side, one a core. Microsoft.ML.FastTree keeps static state and holds one lock
/// over it while it fits (FastTreeShared.TrainLock), so that one fit runs in a process and the other cores wait. A copy of
/// its assembly in a load context of its own has state and lock of its own; what it fitted comes home through ML.NET's
/// format, the same to the bit.
/// </summary>
internal static class TreeLanes
{
    private static readonly Assembly Home = typeof(FastTreeBinaryTrainer).Assembly;

    // An assembly inside a single file has no place to be loaded from again.
    private static readonly int Lanes = File.Exists(Home.Location) ? Environment.ProcessorCount : 1;
    private static readonly SemaphoreSlim Free = new(Lanes);
    private static readonly ConcurrentStack<Assembly> Idle = new([Home]);

    /// <summary>Fits; waits while all lanes are taken.</summary>
    /// <param name="context">The fit's own.</param>
    /// <param name="data">As <see cref="BinaryTrainer.View"/> makes it.</param>
    /// <param name="options">Of <see cref="FastForestBinaryTrainer"/> or <see cref="FastTreeBinaryTrainer"/>; numbers and truth values only are heeded.</param>
    public static ITransformer Fit(MLContext context, IDataView data, object options)
    {
        Free.Wait();
        Assembly? lane = null;
        try
        {
            if (!Idle.TryPop(out lane)) lane = new AssemblyLoadContext("tree lane").LoadFromAssemblyPath(Home.Location);
            return Fit(lane, context, data, options);
        }
        finally
        {
            if (lane is not null) Idle.Push(lane);
            Free.Release();
        }
    }

    /// <summary>The same in a lane of its own, whatever is idle.</summary>
    internal static ITransformer FitApart(MLContext context, IDataView data, object options) =>
        Fit(new AssemblyLoadContext("tree lane apart").LoadFromAssemblyPath(Home.Location), context, data, options);

    private static ITransformer Fit(Assembly lane, MLContext context, IDataView data, object options)
    {
        var type = lane.GetType(options.GetType().FullName!, throwOnError: true)!;
        object own = Activator.CreateInstance(type)!;
        foreach (var field in options.GetType().GetFields())
        {
            if (field.GetValue(options) is { } value && value.GetType().IsPrimitive) type.GetField(field.Name)!.SetValue(own, value);
        }

        var make = lane.GetType("Microsoft.ML.TreeExtensions", throwOnError: true)!.GetMethods()
            .Single(method => method.GetParameters() is [_, { ParameterType: var takes }] && takes == type);
        var fitted = ((IEstimator<ITransformer>)make.Invoke(null, [context.BinaryClassification.Trainers, own])!).Fit(data);
        if (lane == Home) return fitted;
        using var stream = new MemoryStream();
        context.Model.Save(fitted, data.Schema, stream);
        stream.Position = 0;
        var read = context.Model.Load(stream, out _);
        return read is IEnumerable<ITransformer> chain ? chain.Single() : read;
    }
}
