// The C interface between the managed binding and libtorch. Plain structs and integers only, so that the managed side
// can mirror it without a generator. Every function that can fail returns a status (0 is success) and leaves libtorch's
// own sentence for rg_last_error on the same thread.
#pragma once

#include <cstdint>

#define RG_API extern "C" __attribute__((visibility("default")))

// What a value holds. Mirrored by ValueTag on the managed side.
enum rg_tag : int32_t {
    RG_NONE = 0,
    RG_TENSOR = 1,         // first.p: an owned TensorImpl on the way out, a borrowed one on the way in; null is undefined
    RG_INT = 2,            // first.i
    RG_DOUBLE = 3,         // first.d
    RG_BOOL = 4,           // first.i
    RG_STRING = 5,         // first.p: UTF-8, length bytes
    RG_INT_LIST = 6,       // first.p: int64_t[length]
    RG_DOUBLE_LIST = 7,    // first.p: double[length]
    RG_BOOL_LIST = 8,      // first.p: uint8_t[length]
    RG_TENSOR_LIST = 9,    // first.p: TensorImpl*[length], inwards only
    RG_OPTIONAL_TENSOR_LIST = 10,  // the same, null entries are None
    RG_DEVICE = 11,        // first.i: type, second.i: index
    RG_GENERATOR = 12,     // first.p: GeneratorImpl
    RG_COMPLEX = 13,       // first.d + i second.d
    RG_LIST = 14,          // first.p: rg_value[length]
    RG_TUPLE = 15,         // first.p: rg_value[length]
    RG_DICT = 16,          // first.p: rg_value[length], keys and values in turn
    RG_MODULE = 17,        // first.p: an owned script module, outwards only
};

struct rg_value {
    int32_t tag;
    int32_t length;
    union { int64_t i; double d; void* p; } first;
    // For an outgoing tensor: the bytes of its storage when no input of the call shares it, else 0.
    union { int64_t i; double d; } second;
};

struct rg_tensor_info {
    const int64_t* sizes;
    const int64_t* strides;
    int64_t dimensions;
    int64_t elements;
    int64_t storage_offset;
    int32_t dtype;
    int32_t element_size;
    int32_t device_type;
    int32_t device_index;
    int32_t is_contiguous;
    int32_t is_sparse;
    int32_t requires_grad;
    int32_t is_leaf;
};

// Process-wide and thread-wide switches. Mirrored by NativeSetting on the managed side.
enum rg_setting : int32_t {
    RG_GRAD_ENABLED = 0,
    RG_INFERENCE_ENABLED = 1,  // read only; entered with rg_inference_enter
    RG_ANOMALY_ENABLED = 2,
    RG_ANOMALY_CHECK_NAN = 3,
    RG_THREADS = 4,
    RG_INTEROP_THREADS = 5,
    RG_CUDA_AVAILABLE = 6,     // read only
    RG_CUDA_COUNT = 7,         // read only
    RG_CUDNN_AVAILABLE = 8,    // read only
    RG_MATMUL_TF32 = 9,
    RG_MATMUL_FP16_REDUCTION = 10,
    RG_CUDNN_TF32 = 11,
    RG_FLASH_SDP = 12,
    RG_MATH_SDP = 13,
    RG_DETERMINISTIC = 14,
    RG_CUDNN_BENCHMARK = 15,
};

// Errors and text
RG_API const char* rg_last_error();
RG_API const char* rg_version();
RG_API int32_t rg_text(int32_t which, rg_value* out);  // 0: build configuration, 1: threading
RG_API void rg_value_free(rg_value* values, int32_t count);

// Operators
RG_API int32_t rg_operator_resolve(const char* schema, void** out);
RG_API int32_t rg_operator_call(void* op, const rg_value* arguments, int32_t count, rg_value* out, int32_t capacity, int32_t* produced);

// Tensors
RG_API void rg_tensor_free(void* tensor);
RG_API int32_t rg_tensor_share(void* tensor, void** out);
RG_API int32_t rg_tensor_describe(void* tensor, rg_tensor_info* out);
RG_API int32_t rg_tensor_data(void* tensor, void** out);
RG_API int32_t rg_tensor_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context, rg_value* out);
RG_API int32_t rg_tensor_set_requires_grad(void* tensor, int32_t value);
RG_API int32_t rg_tensor_retain_grad(void* tensor);
RG_API int32_t rg_tensor_grad(void* tensor, void** out);
RG_API int32_t rg_tensor_set_grad(void* tensor, void* grad);
RG_API int32_t rg_tensor_save(void* tensor, const char* path);
RG_API int32_t rg_tensor_load(const char* path, rg_value* out);

// Autograd
RG_API int32_t rg_backward(const rg_value* lists, int32_t retain_graph, int32_t create_graph);  // lists: tensors, grad_tensors, inputs
RG_API int32_t rg_grad(const rg_value* lists, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, rg_value* out);  // lists: outputs, inputs, grad_outputs
RG_API int32_t rg_inference_enter(int32_t enabled, void** out);
RG_API void rg_inference_exit(void* guard);

// Switches, devices, randomness
RG_API int32_t rg_setting_get(int32_t which, int64_t* out);
RG_API int32_t rg_setting_set(int32_t which, int64_t value);
RG_API int32_t rg_cuda_synchronize(int64_t index);
RG_API int32_t rg_manual_seed(uint64_t seed);
RG_API int32_t rg_cuda_manual_seed(uint64_t seed, int32_t all);
RG_API int32_t rg_generator_new(uint64_t seed, void** out);
RG_API int32_t rg_generator_default(void** out);
RG_API void rg_generator_free(void* generator);
RG_API int32_t rg_generator_seed(void* generator, uint64_t seed);
RG_API int32_t rg_generator_initial_seed(void* generator, uint64_t* out);
RG_API int32_t rg_generator_get_state(void* generator, rg_value* out);
RG_API int32_t rg_generator_set_state(void* generator, void* state);

// TorchScript
RG_API int32_t rg_jit_load(const char* path, const uint8_t* bytes, int64_t length, int32_t device_type, int32_t device_index, void** out);
RG_API int32_t rg_jit_save(void* module, const char* path);
RG_API void rg_jit_free(void* module);
RG_API int32_t rg_jit_call(void* module, const char* method, const rg_value* arguments, int32_t count, rg_value* out);
RG_API int32_t rg_jit_signature(void* module, const char* method, int32_t* inputs, int32_t* outputs);
RG_API int32_t rg_jit_tensors(void* module, int32_t kind, int32_t recurse, rg_value* out);  // 0 parameters, 1 buffers, 2 attributes
RG_API int32_t rg_jit_modules(void* module, int32_t recurse, rg_value* out);
RG_API int32_t rg_jit_set_attribute(void* module, const char* name, const rg_value* value);
RG_API int32_t rg_jit_train(void* module, int32_t on);
RG_API int32_t rg_jit_is_training(void* module, int32_t* out);
RG_API int32_t rg_jit_to(void* module, int32_t has_device, int32_t device_type, int32_t device_index, int32_t dtype, int32_t non_blocking);
RG_API int32_t rg_jit_compile(const char* script, void** out);
RG_API void rg_jit_unit_free(void* unit);
RG_API int32_t rg_jit_unit_call(void* unit, const char* method, const rg_value* arguments, int32_t count, rg_value* out);
