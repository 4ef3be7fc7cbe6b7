#include "go_asm.h"
#include "textflag.h"

// Registers of both tiles: DI the tile, CX steps left, SI the row of b, R13 its stride, R12 the stride of a, DX the row
// of c, BX its stride (strides in bytes), R8 and R9 the first and the fourth row of a. Y0 and Y1 hold a row of b, Y2 a
// number of a, Y4 and on the sums, two registers a row.

#define ENTER \
	MOVQ t+0(FP), DI; \
	MOVQ tile_k(DI), CX; \
	MOVQ tile_a(DI), R8; \
	MOVQ tile_lda(DI), R12; \
	SHLQ $2, R12; \
	MOVQ tile_b(DI), SI; \
	MOVQ tile_ldb(DI), R13; \
	SHLQ $2, R13; \
	MOVQ tile_c(DI), DX; \
	MOVQ tile_ldc(DI), BX; \
	SHLQ $2, BX; \
	LEAQ (R12)(R12*2), AX; \
	LEAQ (R8)(AX*1), R9

// AHEAD is how many bytes ahead b is fetched into the cache. Weights come from the level 3 cache or from memory, and
// the processor's own prefetching stops at page ends. With AVX-512 BenchmarkQuery took 0.74 ms without, 0.65 with 2 KiB,
// 0.52 with 8 and with 32.
#define AHEAD 8192

// LOAD_B reads a row of b and goes to the next.
#define LOAD_B \
	VMOVUPS (SI), Y0; \
	VMOVUPS 32(SI), Y1; \
	PREFETCHT0 AHEAD(SI); \
	ADDQ R13, SI

// ROW adds the product of a number of a and the row of b to the sums of a row.
#define ROW(mem, lo, hi) \
	VBROADCASTSS mem, Y2; \
	VFMADD231PS Y0, Y2, lo; \
	VFMADD231PS Y1, Y2, hi

#define ROWS3(off, base, a, b, c, d, e, f) \
	ROW(off(base), a, b); \
	ROW(off(base)(R12*1), c, d); \
	ROW(off(base)(R12*2), e, f)

#define STEP4(off) \
	LOAD_B; \
	ROWS3(off, R8, Y4, Y5, Y6, Y7, Y8, Y9); \
	ROW(off(R9), Y10, Y11)

#define STEP6(off) \
	LOAD_B; \
	ROWS3(off, R8, Y4, Y5, Y6, Y7, Y8, Y9); \
	ROWS3(off, R9, Y10, Y11, Y12, Y13, Y14, Y15)

#define ZERO(lo, hi) \
	VXORPS lo, lo, lo; \
	VXORPS hi, hi, hi

#define LOAD_C(lo, hi) \
	VMOVUPS (DX), lo; \
	VMOVUPS 32(DX), hi; \
	ADDQ BX, DX

// FINISH adds the bias, applies the floor and writes a row of c.
#define FINISH(lo, hi) \
	VADDPS Y0, lo, lo; \
	VADDPS Y1, hi, hi; \
	VMAXPS Y2, lo, lo; \
	VMAXPS Y2, hi, hi; \
	VMOVUPS lo, (DX); \
	VMOVUPS hi, 32(DX); \
	ADDQ BX, DX

#define LOAD_BIAS \
	MOVQ tile_bias(DI), AX; \
	VMOVUPS (AX), Y0; \
	VMOVUPS 32(AX), Y1; \
	VBROADCASTSS tile_floor(DI), Y2; \
	MOVQ tile_c(DI), DX

// func tile6AVX2(t *tile)
TEXT ·tile6AVX2(SB), NOSPLIT, $0-8
	ENTER
	CMPQ tile_add(DI), $0
	JNE  load
	ZERO(Y4, Y5)
	ZERO(Y6, Y7)
	ZERO(Y8, Y9)
	ZERO(Y10, Y11)
	ZERO(Y12, Y13)
	ZERO(Y14, Y15)
	JMP  four

load:
	LOAD_C(Y4, Y5)
	LOAD_C(Y6, Y7)
	LOAD_C(Y8, Y9)
	LOAD_C(Y10, Y11)
	LOAD_C(Y12, Y13)
	LOAD_C(Y14, Y15)

four:
	SUBQ $4, CX
	JLT  rest
	STEP6(0)
	STEP6(4)
	STEP6(8)
	STEP6(12)
	ADDQ $16, R8
	ADDQ $16, R9
	JMP  four

rest:
	ADDQ $4, CX
	JZ   finish

one:
	STEP6(0)
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNZ  one

finish:
	LOAD_BIAS
	FINISH(Y4, Y5)
	FINISH(Y6, Y7)
	FINISH(Y8, Y9)
	FINISH(Y10, Y11)
	FINISH(Y12, Y13)
	FINISH(Y14, Y15)
	VZEROUPPER
	RET

// func tile4AVX2(t *tile)
TEXT ·tile4AVX2(SB), NOSPLIT, $0-8
	ENTER
	CMPQ tile_add(DI), $0
	JNE  load
	ZERO(Y4, Y5)
	ZERO(Y6, Y7)
	ZERO(Y8, Y9)
	ZERO(Y10, Y11)
	JMP  four

load:
	LOAD_C(Y4, Y5)
	LOAD_C(Y6, Y7)
	LOAD_C(Y8, Y9)
	LOAD_C(Y10, Y11)

four:
	SUBQ $4, CX
	JLT  rest
	STEP4(0)
	STEP4(4)
	STEP4(8)
	STEP4(12)
	ADDQ $16, R8
	ADDQ $16, R9
	JMP  four

rest:
	ADDQ $4, CX
	JZ   finish

one:
	STEP4(0)
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNZ  one

finish:
	LOAD_BIAS
	FINISH(Y4, Y5)
	FINISH(Y6, Y7)
	FINISH(Y8, Y9)
	FINISH(Y10, Y11)
	VZEROUPPER
	RET
