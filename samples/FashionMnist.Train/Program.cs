using FashionMnist;
using FashionMnist.Train;
using RobustnessGate.Attacks;
using TorchSharp;
using static TorchSharp.torch;

// Makes the sample's pictures and checkpoints from the full Fashion-MNIST data set (Debian's dataset-fashion-mnist). From the repository's root:
//   dotnet run -c Release --project samples/FashionMnist.Train -- [samples/FashionMnist] [folder of the data set]
const long Seed = 0;
const int GatedExamples = 1000;
var sample = args.Length > 0 ? args[0] : Path.Combine("samples", "FashionMnist");
var data = args.Length > 1 ? args[1] : "/usr/share/datasets/fashion-mnist";

set_num_threads(Environment.ProcessorCount);
ClothingPictures.CopyFirst(GatedExamples, data, Path.Combine(sample, "data"), "t10k");
Make("natural", epochs: 6, threat: null);
Make("robust", epochs: 8, threat: new ThreatModel(Norm.Linf, 0.1, Bounds.Unit));

void Make(string name, int epochs, ThreatModel? threat)
{
    Console.WriteLine(name);
    random.manual_seed(Seed);
    using var model = new ClothingClassifier();
    new Trainer(model, threat, epochs, Seed).Run(ClothingPictures.Load(data, "train"), ClothingPictures.Load(data, "t10k"));
    model.eval();
    Directory.CreateDirectory(Path.Combine(sample, "checkpoints"));
    model.save(Path.Combine(sample, "checkpoints", $"{name}.dat"));
}
