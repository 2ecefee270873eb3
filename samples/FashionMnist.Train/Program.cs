using FashionMnist;
using FashionMnist.Train;
using TorchSharp;
using static TorchSharp.torch;

// Makes the samples' pictures and the natural checkpoint from the full Fashion-MNIST data set (Debian's dataset-fashion-mnist).
// From the repository's root:
//   dotnet run -c Release --project samples/FashionMnist.Train -- [samples] [folder of the data set]
const long Seed = 0;
const int GatedExamples = 1000;
const int TunedExamples = 5000;
const int Epochs = 6;
var samples = args.Length > 0 ? args[0] : "samples";
var data = args.Length > 1 ? args[1] : "/usr/share/datasets/fashion-mnist";

set_num_threads(Environment.ProcessorCount);
ClothingPictures.CopyFirst(GatedExamples, data, Path.Combine(samples, "FashionMnist", "data"), "t10k");
ClothingPictures.CopyFirst(TunedExamples, data, Path.Combine(samples, "FashionMnist.Tuned", "data"), "train");

random.manual_seed(Seed);
using var model = new ClothingClassifier();
new Trainer(model, Epochs, Seed).Run(ClothingPictures.Load(data, "train"), ClothingPictures.Load(data, "t10k"));
model.eval();
var checkpoints = Directory.CreateDirectory(Path.Combine(samples, "FashionMnist", "checkpoints"));
model.save(Path.Combine(checkpoints.FullName, "natural.dat"));
