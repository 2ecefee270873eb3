using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FashionMnist;

/// <summary>Tells ten kinds of clothing apart in 28 by 28 grey pictures: two convolutions, two linear layers.</summary>
public sealed class ClothingClassifier : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d edges = nn.Conv2d(1, 16, 5, stride: 2, padding: 2);
    private readonly BatchNorm2d edgesNorm = nn.BatchNorm2d(16);
    private readonly Conv2d shapes = nn.Conv2d(16, 32, 5, stride: 2, padding: 2);
    private readonly BatchNorm2d shapesNorm = nn.BatchNorm2d(32);
    private readonly Linear hidden = nn.Linear(32 * 7 * 7, 100);
    private readonly Dropout dropout = nn.Dropout(0.2);
    private readonly Linear classes = nn.Linear(100, 10);

    public ClothingClassifier()
        : base(nameof(ClothingClassifier)) => RegisterComponents();

    /// <summary>Maps pictures [N, 1, 28, 28] with values from 0 to 1 to logits [N, 10].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = edgesNorm.call(edges.call(input)).relu();
        x = shapesNorm.call(shapes.call(x)).relu();
        x = hidden.call(x.flatten(1)).relu();
        return classes.call(dropout.call(x)).MoveToOuterDisposeScope();
    }
}
